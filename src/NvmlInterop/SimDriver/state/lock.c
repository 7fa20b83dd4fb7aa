#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

/* Locks of the open file, not of the process: libnvidia-ml and libcuda in one process exclude each other too. Numbers: fcntl.h of Linux. */
#define OFD_SETLK 37
#define LONGEST_HOLD_NS 5000000000u

static pthread_mutex_t threads = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static volatile bool forked;

/* Nobody forks inside a critical section: the child would keep the lock alive by its copy of the descriptor. */
static void before_fork(void)
{
    pthread_mutex_lock(&threads);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&threads);
}

static void in_child(void)
{
    forked = true;
    pthread_mutex_unlock(&threads);
}

static void watch_forks(void)
{
    pthread_atfork(before_fork, after_fork, in_child);
}

__attribute__((constructor)) static void start(void)
{
    pthread_once(&once, watch_forks);
}

bool sim_forked(void)
{
    return forked;
}

static bool set_lock(const struct sim *sim, short type)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = SIM_LOCK_MUTEX, .l_len = 1};
    return fcntl(sim->fd, OFD_SETLK, &range) == 0;
}

static uint64_t turns(const struct sim *sim)
{
    return __atomic_load_n(&sim->state->turns, __ATOMIC_RELAXED);
}

/*
 * Polled, because a waiting lock has no timeout and the holder may be a frozen container. As long as it goes from one to the other nobody is frozen: where
 * hundreds want it, and the machine is slow, one of them may come last.
 */
bool sim_lock(struct sim *sim)
{
    uint64_t pause = 20000, deadline = 0, seen = 0;
    pthread_mutex_lock(&threads);
    if (sim->opener != getpid())
        sim_reopen(sim);
    while (!set_lock(sim, F_WRLCK)) {
        int error = errno;
        uint64_t now = sim_now_ns();
        if (!deadline || turns(sim) != seen) {
            deadline = now + LONGEST_HOLD_NS;
            seen = turns(sim);
        }
        if ((error != EAGAIN && error != EACCES && error != EINTR) || now > deadline) {
            pthread_mutex_unlock(&threads);
            return false;
        }
        sim_sleep_ns(pause);
        pause = pause < 8000000 ? pause * 2 : pause; /* hundreds that poll must leave the holder its processor */
    }
    __atomic_fetch_add(&sim->state->turns, 1, __ATOMIC_RELAXED);
    return true;
}

void sim_unlock(struct sim *sim)
{
    set_lock(sim, F_UNLCK);
    pthread_mutex_unlock(&threads);
}
