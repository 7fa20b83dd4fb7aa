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

/*
 * Work that is under way, of all workers together, as programs that keep a GPU busy have. With less the GPU runs dry whenever the host is busy with
 * something else, and where it is booked to the last percent nobody can make that good; with more it is part of the error, as only what is finished counts.
 */
#define AHEAD_US 50000u
#define MOST_AHEAD 512u

static size_t launches_ahead(const struct options *options, const struct launches *launches)
{
    size_t ahead = AHEAD_US / (launch_most_us(launches) * (options->processes ? options->processes : 1));
    return ahead < 1 ? 1 : ahead > MOST_AHEAD ? MOST_AHEAD : ahead;
}

static _Noreturn void work(const struct options *options, _Atomic uint64_t *done_us)
{
    CUevent finished[MOST_AHEAD];
    uint64_t us[MOST_AHEAD] = {0};
    open_context(0);
    struct launches launches = launches_make(options);
    size_t ahead = launches_ahead(options, &launches);
    for (size_t i = 0; i < ahead; i++)
        CALL(cuEventCreate, &finished[i], 2);
    for (size_t i = 0;; i++) {
        size_t place = i % ahead;
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
