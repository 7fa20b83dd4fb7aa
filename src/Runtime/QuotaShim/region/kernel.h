/* System calls without libc's functions for them: those are places where a thread can be cancelled, and what other preloaded libraries replace. */
#ifndef COASTER_QUOTA_KERNEL_H
#define COASTER_QUOTA_KERNEL_H

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static inline int kernel_open(const char *path, int flags)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
}

static inline void kernel_close(int fd)
{
    syscall(SYS_close, fd);
}

static inline int64_t kernel_end_of(int fd)
{
    return syscall(SYS_lseek, fd, 0l, SEEK_END);
}

static inline int kernel_lock(int fd, int how, struct flock *lock)
{
    return (int)syscall(SYS_fcntl, fd, how, lock);
}

/* NULL when there is none. */
static inline void *kernel_map(size_t size, int protection, int flags, int fd)
{
    long made = syscall(SYS_mmap, NULL, size, protection, flags, fd, 0l);
    return made == -1 ? NULL : (void *)made;
}

static inline int kernel_advise(const void *at, size_t size, int advice)
{
    return (int)syscall(SYS_madvise, at, size, advice);
}

static inline void kernel_unmap(void *at, size_t size)
{
    syscall(SYS_munmap, at, size);
}

static inline int kernel_pid(void)
{
    return (int)syscall(SYS_getpid);
}

static inline void kernel_sleep(const struct timespec *duration)
{
    syscall(SYS_nanosleep, duration, NULL);
}

#endif
