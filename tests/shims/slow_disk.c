/* A slow disk: every fsync and fdatasync takes SLOW_DISK_MS longer. How many were slowed is counted, as eight bytes in
   the file SLOW_DISK_COUNT, which another program may read at any moment.
   cc -shared -fPIC -o slow_disk.so slow_disk.c -ldl ; SLOW_DISK_MS=50 LD_PRELOAD=./slow_disk.so PROGRAM */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static uint64_t *counted;

static void slow(void) {
    const char *text = getenv("SLOW_DISK_MS");
    long ms = text ? atol(text) : 0;
    if (ms <= 0) return;
    struct timespec t = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&t, NULL);
    if (counted) __atomic_add_fetch(counted, 1, __ATOMIC_SEQ_CST);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("SLOW_DISK_COUNT");
    int file = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    if (ftruncate(file, sizeof *counted) == 0) {
        void *place = mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (place != MAP_FAILED) counted = place;
    }
    close(file);
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    slow();
    return real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    slow();
    return real(file);
}
