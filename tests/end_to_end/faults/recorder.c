/* A disk that remembers: preloaded, it notes in the file RECORD whatever is done to a journal. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct note { char what, which; uint16_t none; uint32_t length; uint64_t offset; };

static char which_is(const char *path) {
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    if (!strcmp(name, "journal.db")) return 'd';
    if (!strcmp(name, "journal.db-wal")) return 'w';
    return 0;
}

static char which(int file) {
    char link[32], path[4096];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return which_is(path);
}

static void note(char what, char which, uint64_t offset, const void *data, uint32_t length) {
    static int record = -1;
    struct note head = {what, which, 0, length, offset};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, length}};
    if (record < 0) record = open(getenv("RECORD"), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (syscall(SYS_writev, record, parts, length ? 2 : 1) < 0) abort();
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define PUT(name, type) \
    ssize_t name(int f, const void *b, size_t n, type o) { \
        ssize_t done = REAL(name)(f, b, n, o); \
        char w = which(f); \
        if (w && done > 0) note('w', w, o, b, done); \
        return done; \
    }
PUT(pwrite, off_t)
PUT(pwrite64, off64_t)

ssize_t write(int f, const void *b, size_t n) {
    char w = which(f);
    off_t at = w ? lseek(f, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(f, b, n);
    if (w && done > 0) note('w', w, at, b, done);
    return done;
}

#define SYNC(name) \
    int name(int f) { \
        int done = REAL(name)(f); \
        char w = which(f); \
        if (w && !done) note('s', w, 0, 0, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, type) \
    int name(int f, type n) { \
        int done = REAL(name)(f, n); \
        char w = which(f); \
        if (w && !done) note('t', w, n, 0, 0); \
        return done; \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    char w = which_is(path);
    if (w && !done) note('u', w, 0, 0, 0);
    return done;
}
