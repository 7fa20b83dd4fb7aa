/* The lock that all processes of the machine share: one that is frozen while it has it must not stop the others, and many must not drive one out. */
#include "check.h"

#include "../../../src/NvmlInterop/SimDriver/state/layout.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define ROUNDS 14
#define ROUND_US 500000 /* all of them are longer than the library waits for one holder */

static int state_file(void)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/../state", root());
    int fd = open(path, O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0);
    return fd;
}

static void lock(int fd)
{
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SIM_LOCK_MUTEX, .l_len = 1};
    CHECK(!fcntl(fd, F_OFD_SETLKW, &range));
}

/* Has the lock until it is killed, or for all rounds; in each of them it looks as if the next one had got it. */
static pid_t hold(bool passes_on)
{
    int ready[2];
    char byte;
    CHECK(!pipe(ready));
    pid_t pid = fork();
    if (!pid) {
        int fd = state_file();
        struct sim_state *state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        CHECK(state != MAP_FAILED);
        lock(fd);
        CHECK(write(ready[1], "x", 1) == 1);
        for (int round = 0; passes_on && round < ROUNDS; round++) {
            usleep(ROUND_US);
            __atomic_fetch_add(&state->turns, 1, __ATOMIC_RELAXED);
        }
        while (!passes_on)
            pause();
        _exit(0);
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    return pid;
}

TEST(Lock_HeldByOneForGood_IsGivenUp)
{
    make_gpus("h200", false);
    use_gpu(0);
    CUdeviceptr memory;
    pid_t holder = hold(false);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, MIB), CUDA_ERROR_OUT_OF_MEMORY);
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, MIB), 0);
}

TEST(Lock_ThatGoesFromOneToTheOther_IsWaitedFor)
{
    make_gpus("h200", false);
    use_gpu(0);
    CUdeviceptr memory;
    int status;
    pid_t others = hold(true);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, MIB), 0);
    waitpid(others, &status, 0);
    EQUAL(status, 0);
}

const struct test lock_tests[] = {
    ENTRY(Lock_HeldByOneForGood_IsGivenUp),
    ENTRY(Lock_ThatGoesFromOneToTheOther_IsWaitedFor),
    {NULL, NULL},
};
