/* Preloaded into a process, this records what it does to the files of one folder, and every inet socket it asks for.
 *
 *   TRACE_TO      the file that the records are appended to
 *   TRACE_FOLDER  the folder that is watched; "/" watches every file, pipe and terminal
 *
 * A record is a fixed head (struct head below), a path and the bytes written. The operation is done and recorded under
 * one lock, so that the order of the records is the order of the operations. The calls go straight to the kernel.
 * A stream opened for writing (fopen) is named, because the C library's own writes cannot be seen from here.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
    char mark[4];
    uint32_t what;
    uint64_t inode;
    int64_t at;
    uint32_t path_length;
    uint32_t length;
};

enum { OPENED = 1, MADE, WROTE, SYNCED, CUT, REMOVED, RENAMED, SOCKET, STREAM, MARKED };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static int out = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *to = getenv("TRACE_TO"), *watched = getenv("TRACE_FOLDER");
    if (!to || !watched)
        return;
    snprintf(folder, sizeof folder, "%s", watched);
    int opened = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    out = syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, 700); /* out of the way of programs that count from three */
    syscall(SYS_close, opened);
}

static int watched(const char *path)
{
    size_t length = strlen(folder);
    if (out < 0 || !length)
        return 0;
    if (!strcmp(folder, "/"))
        return 1;
    return !strncmp(path, folder, length) && (path[length] == '/' || path[length] == 0);
}

static void record(uint32_t what, uint64_t inode, int64_t at, const char *path, const void *bytes, size_t length)
{
    struct head head = {{'T', 'R', 'C', '1'}, what, inode, at, strlen(path), length};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path_length}, {(void *)bytes, length}};
    size_t all = sizeof head + head.path_length + length;
    if (syscall(SYS_writev, out, parts, 3) != (ssize_t)all)
        abort(); /* a trace with a hole in it proves nothing */
}

static const char *path_of(int fd, char *room)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, room, PATH_MAX - 1);
    room[length < 0 ? 0 : length] = 0;
    return room;
}

static const char *whole(int from, const char *path, char *room)
{
    if (path[0] == '/') {
        snprintf(room, PATH_MAX, "%s", path);
        return room;
    }
    char base[PATH_MAX];
    if (from == AT_FDCWD) {
        if (!getcwd(base, sizeof base))
            base[0] = 0;
    } else
        path_of(from, base);
    snprintf(room, PATH_MAX, "%.2000s/%.2000s", base, path);
    return room;
}

static uint64_t inode_of(int fd)
{
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

static int open_at(int from, const char *path, int flags, mode_t mode)
{
    char room[PATH_MAX];
    whole(from, path, room);
    if (!watched(room) || (flags & O_ACCMODE) == O_RDONLY)
        return syscall(SYS_openat, from, path, flags, mode);
    struct stat found;
    pthread_mutex_lock(&gate);
    int fresh = stat(room, &found) != 0;
    int fd = syscall(SYS_openat, from, path, flags, mode), kept = errno;
    if (fd >= 0) {
        record(fresh ? MADE : OPENED, inode_of(fd), 0, room, 0, 0);
        if ((flags & O_TRUNC) && !fresh)
            record(CUT, inode_of(fd), 0, room, 0, 0);
    }
    pthread_mutex_unlock(&gate);
    errno = kept;
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
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* `at` below zero: where the file stands. */
static ssize_t write_parts(int fd, const struct iovec *parts, int count, off_t at)
{
    char room[PATH_MAX];
    int seen = watched(path_of(fd, room));
    if (seen)
        pthread_mutex_lock(&gate);
    ssize_t done = at < 0 ? syscall(SYS_writev, fd, parts, count)
                          : syscall(SYS_pwritev, fd, parts, count, (long)at, 0L);
    int kept = errno;
    if (seen && done >= 0) {
        int64_t end = at < 0 ? syscall(SYS_lseek, fd, 0, SEEK_CUR) : at + done;
        int64_t start = end < 0 ? 0 : end - done;
        ssize_t left = done;
        for (int each = 0; each < count && left > 0; each++) {
            size_t length = (size_t)left < parts[each].iov_len ? (size_t)left : parts[each].iov_len;
            record(WROTE, inode_of(fd), start, room, parts[each].iov_base, length);
            start += length;
            left -= length;
        }
    }
    if (seen)
        pthread_mutex_unlock(&gate);
    errno = kept;
    return done;
}

static ssize_t write_one(int fd, const void *bytes, size_t length, off_t at)
{
    struct iovec part = {(void *)bytes, length};
    return write_parts(fd, &part, 1, at);
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_one(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_one(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return write_one(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return write_parts(fd, parts, count, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return write_parts(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return write_parts(fd, parts, count, at); }
/* Copies inside the kernel could not be read here: callers fall back to reading and writing. */
ssize_t sendfile(int to, int from, off_t *at, size_t length) { errno = ENOSYS; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { errno = ENOSYS; return -1; }
ssize_t copy_file_range(int a, off64_t *b, int c, off64_t *d, size_t e, unsigned f) { errno = ENOSYS; return -1; }

static int sync_as(long call, int fd)
{
    char room[PATH_MAX];
    int seen = watched(path_of(fd, room));
    if (seen)
        pthread_mutex_lock(&gate);
    int failed = syscall(call, fd), kept = errno;
    if (seen && !failed)
        record(SYNCED, inode_of(fd), 0, room, 0, 0);
    if (seen)
        pthread_mutex_unlock(&gate);
    errno = kept;
    return failed;
}

int fsync(int fd) { return sync_as(SYS_fsync, fd); }
int fdatasync(int fd) { return sync_as(SYS_fdatasync, fd); }

static int cut(int fd, off_t length)
{
    char room[PATH_MAX];
    int seen = watched(path_of(fd, room));
    if (seen)
        pthread_mutex_lock(&gate);
    int failed = syscall(SYS_ftruncate, fd, length), kept = errno;
    if (seen && !failed)
        record(CUT, inode_of(fd), length, room, 0, 0);
    if (seen)
        pthread_mutex_unlock(&gate);
    errno = kept;
    return failed;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int remove_at(int from, const char *path, int flags)
{
    char room[PATH_MAX];
    int seen = watched(whole(from, path, room));
    if (seen)
        pthread_mutex_lock(&gate);
    int failed = syscall(SYS_unlinkat, from, path, flags), kept = errno;
    if (seen && !failed && !(flags & AT_REMOVEDIR))
        record(REMOVED, 0, 0, room, 0, 0);
    if (seen)
        pthread_mutex_unlock(&gate);
    errno = kept;
    return failed;
}

int unlink(const char *path) { return remove_at(AT_FDCWD, path, 0); }
int unlinkat(int from, const char *path, int flags) { return remove_at(from, path, flags); }

static int rename_at(int from, const char *old, int to, const char *new, unsigned flags)
{
    char before[PATH_MAX], after[PATH_MAX];
    whole(from, old, before);
    whole(to, new, after);
    int seen = watched(before) || watched(after);
    if (seen)
        pthread_mutex_lock(&gate);
    int failed = syscall(SYS_renameat2, from, old, to, new, flags), kept = errno;
    if (seen && !failed)
        record(RENAMED, 0, 0, before, after, strlen(after));
    if (seen)
        pthread_mutex_unlock(&gate);
    errno = kept;
    return failed;
}

int rename(const char *old, const char *new) { return rename_at(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return rename_at(from, old, to, new, 0); }
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) { return rename_at(from, old, to, new, flags); }

int socket(int family, int type, int protocol)
{
    if (out >= 0 && (family == AF_INET || family == AF_INET6)) {
        pthread_mutex_lock(&gate);
        record(SOCKET, family, 0, "", 0, 0);
        pthread_mutex_unlock(&gate);
    }
    return syscall(SYS_socket, family, type, protocol);
}

static FILE *stream(const char *name, const char *path, const char *mode)
{
    FILE *(*real)(const char *, const char *) = (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, name);
    FILE *opened = real(path, mode);
    if (opened && out >= 0 && strpbrk(mode, "wa+")) {
        pthread_mutex_lock(&gate);
        record(STREAM, 0, 0, path, 0, 0);
        pthread_mutex_unlock(&gate);
    }
    return opened;
}

FILE *fopen(const char *path, const char *mode) { return stream("fopen", path, mode); }
FILE *fopen64(const char *path, const char *mode) { return stream("fopen64", path, mode); }

/* Called by the watched program itself: "this number has been acknowledged". */
void trace_mark(long number)
{
    if (out < 0)
        return;
    pthread_mutex_lock(&gate);
    record(MARKED, 0, number, "", 0, 0);
    pthread_mutex_unlock(&gate);
}
