/* Lets the disk fail under a program that knows nothing of it: LD_PRELOAD=faults.so.
 *
 * FAULT_UNDER  only files below this folder count
 * FAULT_KIND   write, sync, open or name (rename, link, unlink, truncate, mkdir)
 * FAULT_AT     the call that fails, from 1; 0 only counts
 * FAULT_HOW    EIO, ENOSPC, or KILL: the process is gone before the call is made; CUT: half of a write is made, and it is gone
 * FAULT_YEARS  the clock is ahead by so many years of 366 days
 * FAULT_COUNT  a file into which the number of calls of that kind goes at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long count;
static const char *under, *kind, *how;
static long at = -1;

__attribute__((constructor)) static void begin(void) {
  under = getenv("FAULT_UNDER");
  kind = getenv("FAULT_KIND");
  how = getenv("FAULT_HOW");
  const char *n = getenv("FAULT_AT");
  at = n ? atol(n) : 0;
}

__attribute__((destructor)) static void end(void) {
  const char *file = getenv("FAULT_COUNT");
  if (!file) return;
  kind = NULL;
  FILE *out = fopen(file, "w");
  if (out) { fprintf(out, "%ld", count); fclose(out); }
}

static int below(const char *path) {
  if (!under || !path) return 0;
  if (path[0] != '/') return 1; /* the tests run inside of the folder */
  return strncmp(path, under, strlen(under)) == 0;
}

static int below_fd(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return path[0] == '/' && below(path);
}

/* Whether this call is the one; it does not come back where the process is to be gone. */
static int fails(const char *what) {
  if (!kind || strcmp(kind, what)) return 0;
  if (__atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST) != at) return 0;
  if (!strcmp(how, "KILL")) { kill(getpid(), SIGKILL); pause(); }
  errno = !strcmp(how, "ENOSPC") ? ENOSPC : EIO;
  return 1;
}

static int cuts(void) { return how && !strcmp(how, "CUT"); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRITES(name, args, half, whole)                     \
  ssize_t name args {                                       \
    if (below_fd(fd) && fails("write")) {                   \
      if (cuts()) { half; kill(getpid(), SIGKILL); pause(); } \
      return -1;                                            \
    }                                                       \
    return whole;                                           \
  }

WRITES(write, (int fd, const void *b, size_t n), (void)!REAL(write)(fd, b, n / 2), REAL(write)(fd, b, n))
WRITES(pwrite, (int fd, const void *b, size_t n, off_t o), (void)!REAL(pwrite)(fd, b, n / 2, o), REAL(pwrite)(fd, b, n, o))
WRITES(pwrite64, (int fd, const void *b, size_t n, off64_t o), (void)!REAL(pwrite64)(fd, b, n / 2, o), REAL(pwrite64)(fd, b, n, o))
WRITES(writev, (int fd, const struct iovec *v, int n), (void)0, REAL(writev)(fd, v, n))

int fsync(int fd) { return below_fd(fd) && fails("sync") ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return below_fd(fd) && fails("sync") ? -1 : REAL(fdatasync)(fd); }

#define MODE                                                \
  mode_t mode = 0;                                          \
  if (flags & (O_CREAT | O_TMPFILE)) {                      \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    mode = va_arg(rest, mode_t);                            \
    va_end(rest);                                           \
  }
int open(const char *path, int flags, ...) { MODE return below(path) && fails("open") ? -1 : REAL(open)(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return below(path) && fails("open") ? -1 : REAL(open64)(path, flags, mode); }
int openat(int at_, const char *path, int flags, ...) { MODE return below(path) && fails("open") ? -1 : REAL(openat)(at_, path, flags, mode); }
int openat64(int at_, const char *path, int flags, ...) { MODE return below(path) && fails("open") ? -1 : REAL(openat64)(at_, path, flags, mode); }

int rename(const char *a, const char *b) { return below(a) && fails("name") ? -1 : REAL(rename)(a, b); }
int link(const char *a, const char *b) { return below(a) && fails("name") ? -1 : REAL(link)(a, b); }
int linkat(int f, const char *a, int g, const char *b, int flags) { return below(a) && fails("name") ? -1 : REAL(linkat)(f, a, g, b, flags); }
int unlink(const char *path) { return below(path) && fails("name") ? -1 : REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { return below(path) && fails("name") ? -1 : REAL(mkdir)(path, mode); }
int ftruncate(int fd, off_t n) { return below_fd(fd) && fails("name") ? -1 : REAL(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { return below_fd(fd) && fails("name") ? -1 : REAL(ftruncate64)(fd, n); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int got = REAL(clock_gettime)(clock, now);
  const char *years = getenv("FAULT_YEARS");
  if (!got && years && clock == CLOCK_REALTIME) now->tv_sec += atol(years) * 366L * 86400L;
  return got;
}
