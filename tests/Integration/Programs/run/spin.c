/*
 * Kernels of a known length, one behind the other, by every kind of launch. The parent, which never touches CUDA, tells ten times a second how
 * much of the GPU's time its workers' finished kernels needed.
 */
#include "launch.h"
#include "run.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#define AHEAD 64 /* launches that may be under way: a program that waits for each one would lose the GPU whenever the host is busy */

static _Noreturn void work(const struct options *options, _Atomic uint64_t *done_us)
{
    CUevent finished[AHEAD];
    uint64_t us[AHEAD] = {0};
    open_context(0);
    struct launches launches = launches_make(options);
    for (int i = 0; i < AHEAD; i++)
        CALL(cuEventCreate, &finished[i], 2);
    for (size_t i = 0;; i++) {
        size_t place = i % AHEAD;
        if (us[place]) {
            CALL(cuEventSynchronize, finished[place]);
            atomic_fetch_add(done_us, us[place]);
        }
        us[place] = launch(&launches, i);
        CALL(cuEventRecord, finished[place], NULL);
    }
}

static pid_t start_worker(const struct options *options, _Atomic uint64_t *done_us)
{
    pid_t parent = getpid(), child = fork();
    if (child)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent)
        work(options, done_us);
    _exit(1);
}

int run_spin(const struct options *options)
{
    _Atomic uint64_t *done_us = mmap(NULL, sizeof *done_us, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (done_us == MAP_FAILED || !is_launch_kind(options->name))
        return usage();
    for (unsigned i = 0; i < options->processes; i++)
        if (start_worker(options, done_us) < 0)
            return 1;
    uint64_t end = monotonic_ns() + (uint64_t)options->seconds * 1000000000u;
    for (;;) {
        struct timespec tenth = {0, 100000000};
        nanosleep(&tenth, NULL);
        printf("gpu_us=%llu at_ns=%llu\n", (unsigned long long)atomic_load(done_us), (unsigned long long)monotonic_ns());
        if (options->seconds && monotonic_ns() >= end)
            return 0;
    }
}
