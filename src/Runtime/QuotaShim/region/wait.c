/* Locks, time and words to the user: with nothing but the kernel. */
#include "../shim.h"
#include "kernel.h"

#include <errno.h>
#include <linux/futex.h>
#include <string.h>

enum { FREE, HELD, WANTED };

/* Nobody holds one for longer than a reservation takes; the time limit only makes up for a thread that was killed in between. */
void cq_lock(struct cq_lock *lock)
{
    uint32_t seen = FREE;
    if (atomic_compare_exchange_strong_explicit(&lock->state, &seen, HELD, memory_order_acquire, memory_order_relaxed))
        return;
    const struct timespec limit = {20, 0};
    while (atomic_exchange_explicit(&lock->state, WANTED, memory_order_acquire) != FREE)
        if (syscall(SYS_futex, &lock->state, FUTEX_WAIT_PRIVATE, WANTED, &limit, NULL, 0) && errno == ETIMEDOUT)
            return;
}

void cq_unlock(struct cq_lock *lock)
{
    if (atomic_exchange_explicit(&lock->state, FREE, memory_order_release) == WANTED)
        syscall(SYS_futex, &lock->state, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

uint64_t cq_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void cq_sleep_ns(uint64_t duration)
{
    struct timespec left = {(time_t)(duration / 1000000000), (long)(duration % 1000000000)};
    kernel_sleep(&left);
}

void cq_complain(_Atomic(bool) *said, const char *line)
{
    if (!atomic_exchange(said, true))
        syscall(SYS_write, STDERR_FILENO, line, strlen(line));
}
