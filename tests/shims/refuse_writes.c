/* Preloaded into a process, this has one folder refuse writes when the process asks for it, as a full disk does or one
 * that is mounted for reading alone. Until `refuse` is called, everything goes to the kernel as it is.
 *
 *   refuse(folder, 1, free)   the disk has `free` bytes left: what a file grows by is taken, what it gives up comes back
 *   refuse(folder, 2, 0)      nothing in the folder may be written, made, renamed or removed
 *   refuse("", 0, 0)          neither any more; returns how many calls were refused since the last one
 *   refused_taken()           how many bytes of the disk were in use at once, at most
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NOTHING, FULL, READ_ONLY };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static int how = NOTHING;
static long room_left, room_first, room_least, refusals;

long refuse(const char *where, int kind, long free)
{
    pthread_mutex_lock(&gate);
    long before = refusals;
    snprintf(folder, sizeof folder, "%s", where);
    how = kind;
    room_left = room_first = room_least = free;
    refusals = 0;
    pthread_mutex_unlock(&gate);
    return before;
}

long refused_taken(void) { return room_first - room_least; }

static int inside(const char *path)
{
    size_t length = strlen(folder);
    return how != NOTHING && length && !strncmp(path, folder, length) && (path[length] == '/' || path[length] == 0);
}

static const char *whole(int from, const char *path, char *room)
{
    char base[PATH_MAX] = "", link[64];
    if (path[0] == '/') {
        snprintf(room, PATH_MAX, "%s", path);
        return room;
    }
    if (from == AT_FDCWD) {
        if (!getcwd(base, sizeof base))
            base[0] = 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", from);
        ssize_t length = readlink(link, base, sizeof base - 1);
        base[length < 0 ? 0 : length] = 0;
    }
    snprintf(room, PATH_MAX, "%.2000s/%.2000s", base, path);
    return room;
}

static int fd_inside(int fd)
{
    char link[64], room[PATH_MAX];
    if (how == NOTHING)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, room, sizeof room - 1);
    room[length < 0 ? 0 : length] = 0;
    return inside(room);
}

static int no(int error)
{
    __atomic_add_fetch(&refusals, 1, __ATOMIC_SEQ_CST);
    errno = error;
    return -1;
}

static long size_of(int fd)
{
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_size;
}

static void give_back(long bytes)
{
    pthread_mutex_lock(&gate);
    room_left += bytes;
    pthread_mutex_unlock(&gate);
}

/* Take what a file grows by; return how much of `length` at `at` fits. */
static long take(int fd, long at, long length)
{
    pthread_mutex_lock(&gate);
    long grows = at + length - size_of(fd);
    if (grows > room_left && how == FULL) {
        length -= grows - room_left;
        grows = room_left;
    }
    if (grows > 0 && length > 0) {
        room_left -= grows;
        if (room_left < room_least)
            room_least = room_left;
    }
    pthread_mutex_unlock(&gate);
    return length;
}

static int open_at(int from, const char *path, int flags, mode_t mode)
{
    char room[PATH_MAX];
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    if (how == NOTHING || !writes || !inside(whole(from, path, room)))
        return syscall(SYS_openat, from, path, flags, mode);
    struct stat found;
    int there = !stat(room, &found);
    if (how == READ_ONLY)
        return no(EROFS);
    int fd = syscall(SYS_openat, from, path, flags, mode);
    if (fd >= 0 && there && (flags & O_TRUNC))
        give_back(found.st_size);
    return fd;
}

#define MODE(flags)                            \
    mode_t mode = 0;                           \
    if ((flags) & (O_CREAT | O_TMPFILE)) {     \
        va_list more;                          \
        va_start(more, flags);                 \
        mode = va_arg(more, int);              \
        va_end(more);                          \
    }
int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int from, const char *path, int flags, ...) { MODE(flags) return open_at(from, path, flags, mode); }
int openat64(int from, const char *path, int flags, ...) { MODE(flags) return open_at(from, path, flags, mode); }

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t at)
{
    if (fd_inside(fd) && length) {
        if (how == READ_ONLY)
            return no(EROFS);
        long place = at;
        if (at < 0)
            place = (syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND) ? size_of(fd) : syscall(SYS_lseek, fd, 0, SEEK_CUR);
        long fits = take(fd, place, length);
        if (fits <= 0)
            return no(ENOSPC);
        length = fits;
    }
    return at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at);
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_at(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return write_at(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (!fd_inside(fd))
        return syscall(SYS_writev, fd, parts, count);
    return count ? write_at(fd, parts[0].iov_base, parts[0].iov_len, -1) : 0;
}
/* Copies inside the kernel would pass by: callers fall back to reading and writing. */
ssize_t sendfile(int to, int from, off_t *at, size_t length)
{
    return fd_inside(to) ? (errno = ENOSYS, -1) : syscall(SYS_sendfile, to, from, at, length);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { return sendfile(to, from, at, length); }
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *at, size_t length, unsigned flags)
{
    return fd_inside(to) ? (errno = ENOSYS, -1) : syscall(SYS_copy_file_range, from, start, to, at, length, flags);
}

static int cut(int fd, off_t length)
{
    if (fd_inside(fd)) {
        if (how == READ_ONLY)
            return no(EROFS);
        long gives = size_of(fd) - length;
        if (gives > 0)
            give_back(gives);
    }
    return syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int allocate(int fd, off_t at, off_t length)
{
    if (fd_inside(fd) && (how == READ_ONLY || take(fd, at, length) < length))
        return no(how == READ_ONLY ? EROFS : ENOSPC);
    return syscall(SYS_fallocate, fd, 0, at, length);
}
int posix_fallocate(int fd, off_t at, off_t length) { return allocate(fd, at, length) ? errno : 0; }
int posix_fallocate64(int fd, off64_t at, off64_t length) { return posix_fallocate(fd, at, length); }

static int remove_at(int from, const char *path, int flags)
{
    char room[PATH_MAX];
    if (inside(whole(from, path, room))) {
        struct stat found;
        if (how == READ_ONLY)
            return no(EROFS);
        if (!stat(room, &found) && S_ISREG(found.st_mode))
            give_back(found.st_size);
    }
    return syscall(SYS_unlinkat, from, path, flags);
}
int unlink(const char *path) { return remove_at(AT_FDCWD, path, 0); }
int unlinkat(int from, const char *path, int flags) { return remove_at(from, path, flags); }
int rmdir(const char *path) { return remove_at(AT_FDCWD, path, AT_REMOVEDIR); }

static int rename_at(int from, const char *old, int to, const char *new)
{
    char room[PATH_MAX];
    if (inside(whole(to, new, room))) {
        struct stat found;
        if (how == READ_ONLY)
            return no(EROFS);
        if (!stat(room, &found) && S_ISREG(found.st_mode))
            give_back(found.st_size);
    }
    return syscall(SYS_renameat2, from, old, to, new, 0);
}
int rename(const char *old, const char *new) { return rename_at(AT_FDCWD, old, AT_FDCWD, new); }
int renameat(int from, const char *old, int to, const char *new) { return rename_at(from, old, to, new); }

static int make_at(int from, const char *path, mode_t mode)
{
    char room[PATH_MAX];
    if (how == READ_ONLY && inside(whole(from, path, room)))
        return no(EROFS);
    return syscall(SYS_mkdirat, from, path, mode);
}
int mkdir(const char *path, mode_t mode) { return make_at(AT_FDCWD, path, mode); }
int mkdirat(int from, const char *path, mode_t mode) { return make_at(from, path, mode); }

static int may(int from, const char *path, int mode, int flags)
{
    char room[PATH_MAX];
    if (how == READ_ONLY && (mode & W_OK) && inside(whole(from, path, room)))
        return no(EROFS);
    return flags ? syscall(SYS_faccessat2, from, path, mode, flags) : syscall(SYS_faccessat, from, path, mode);
}
int access(const char *path, int mode) { return may(AT_FDCWD, path, mode, 0); }
int faccessat(int from, const char *path, int mode, int flags) { return may(from, path, mode, flags); }
