/*
 * A machine whose clock and disk go wrong, for one process: preloaded, it stands before libc. The file MACHINE_STATE has two
 * numbers of 8 bytes in the machine's order, which a test may change at any moment of the process: the seconds by which the wall
 * clock is moved, and whether there is no room for another byte in any file. Clocks that only measure time stay as they are, and
 * so do sockets, pipes and terminals.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *state;
static int (*tell)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
  tell = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  const char *file = getenv("MACHINE_STATE");
  int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    void *page = mmap(NULL, 2 * sizeof *state, PROT_READ, MAP_SHARED, fd, 0);
    if (page != MAP_FAILED) {
      state = page;
    }
    close(fd);
  }
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int error = tell ? tell(clock, time) : (int)syscall(SYS_clock_gettime, clock, time);
  if (error == 0 && state && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += state[0];
  }
  return error;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  int error = clock_gettime(CLOCK_REALTIME, &now);
  if (error == 0) {
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
  }
  return error;
}

time_t time(time_t *seconds) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return -1;
  }
  if (seconds) {
    *seconds = now.tv_sec;
  }
  return now.tv_sec;
}

static int is_full(int fd) {
  struct stat file;
  if (state && state[1] && fstat(fd, &file) == 0 && S_ISREG(file.st_mode)) {
    errno = ENOSPC;
    return 1;
  }
  return 0;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  return is_full(fd) ? -1 : syscall(SYS_write, fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return is_full(fd) ? -1 : syscall(SYS_writev, fd, parts, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  return is_full(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, count, offset);
}
