/* Locks, time and words to the user: with nothing but the kernel. */
#include "../shim.h"
#include "kernel.h"

#include <errno.h>
#include <linux/futex.h>
#include <string.h>

/* Nobody holds one for longer than a reservation takes; the time limit only makes up for a thread that was killed in between. */
void cq_wait_for_lock(struct cq_lock *lock)
{
    const struct timespec limit = {20, 0};
    while (atomic_exchange_explicit(&lock->state, CQ_WANTED_LOCK, memory_order_acquire) != CQ_FREE_LOCK)
        if (syscall(SYS_futex, &lock->state, FUTEX_WAIT_PRIVATE, CQ_WANTED_LOCK, &limit, NULL, 0) && errno == ETIMEDOUT)
            return;
}

void cq_wake_waiting(struct cq_lock *lock)
{
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
