#include "check.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define LIMIT (16384 * MIB)

static bool slot_is_locked(unsigned index)
{
    int fd = open(CQ_COUNTERS_PATH, O_RDWR | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CQ_LOCK_SLOTS + index, .l_len = 1};
    CHECK(fd >= 0 && !fcntl(fd, F_OFD_GETLK, &lock));
    close(fd);
    return lock.l_type != F_UNLCK;
}

static unsigned slots_locked(void)
{
    unsigned count = 0;
    for (unsigned i = 0; i < CQ_SLOTS && i < counters()->highest; i++)
        count += slot_is_locked(i);
    return count;
}

/* Allocates and frees without end. */
static int churn(const char *unused)
{
    (void)unused;
    use_gpu(0);
    for (CUdeviceptr a, b; getppid() != 1;)
        if (!CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &a, 64 * MIB)) {
            if (!CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &b, 3000000, NULL))
                CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), b, NULL);
            give(a);
        }
    return 0;
}

/* What the dead held is free as soon as somebody needs it, and then the count is exact. */
TEST(Kill_InTheMiddle_LeavesNothing)
{
    const char *wish = getenv("QUOTA_TEST_KILLS");
    int rounds = wish ? atoi(wish) : 100;
    make_gpus();
    make_region(LIMIT);
    srand(7);
    for (int i = 0; i < rounds; i++) {
        pid_t pid = start("churn", "");
        EVENTUALLY(used_in_all() > 0);
        usleep((unsigned)rand() % 3000);
        kill(pid, SIGKILL);
        finish(pid);
        if (i % 10 == 9) {
            EQUAL(finish(start("take_all", "")), 0);
            EQUAL(slots_locked(), 0);
        }
    }
    EQUAL(driver_used(), 0);
    use_gpu(0);
    CUdeviceptr most = take(LIMIT - CONTEXT);
    give(most);
    EQUAL(used_in_all(), 0);
    CHECK(counters()->highest < 40);
}

/* The whole limit at once: nothing of the dead may stand in the way. */
static int take_all(const char *unused)
{
    (void)unused;
    use_gpu(0);
    give(take(LIMIT - CONTEXT));
    return 0;
}

static int begin_and_wait(const char *unused)
{
    char byte;
    (void)unused;
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    return read(3, &byte, 1) != 0;
}

/* Through the quota library only: a driver of the simulated kind takes its own time for each process. */
TEST(ManyProcesses_StartingAtOnce_EachGetASlot)
{
    enum { MANY = 300 };
    static pid_t pid[MANY];
    int hold[2];
    make_gpus();
    make_region(LIMIT);
    EQUAL(pipe(hold), 0);
    CHECK(hold[0] == 3 || dup2(hold[0], 3) == 3);
    fcntl(hold[1], F_SETFD, FD_CLOEXEC);
    for (int i = 0; i < MANY; i++)
        pid[i] = start("begin_and_wait", "");
    EVENTUALLY(slots_locked() == MANY);
    EQUAL(counters()->highest, MANY);
    close(hold[1]);
    for (int i = 0; i < MANY; i++)
        EQUAL(finish(pid[i]), 0);
    EVENTUALLY(slots_locked() == 0);
    EQUAL(finish(start("take_all", "")), 0);
    EQUAL(counters()->highest, MANY);
}

TEST(Slot_AfterAllDescriptorsAreClosed_IsStillHeld)
{
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    CHECK(slot_is_locked(0));
    pid_t pid = fork();
    if (!pid)
        _exit(!slot_is_locked(0));
    EQUAL(finish(pid), 0);
    for (int fd = 3; fd < 64; fd++)
        close(fd);
    CHECK(slot_is_locked(0));
}

/* The child has no part in its parent's slot, and dies without taking anything from it. */
TEST(Fork_WithoutExec_LeavesTheParentsAccount)
{
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    pid_t pid = fork();
    if (!pid) {
        CUdeviceptr at;
        _exit(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 10 * MIB) == CUDA_SUCCESS);
    }
    EQUAL(finish(pid), 0);
    EQUAL(used_in_all(), 100 * MIB);
    EQUAL(slots_locked(), 1);
}

TEST(Parent_ThatDiesBeforeItsChild_FreesItsSlot)
{
    int hold[2];
    make_gpus();
    make_region(LIMIT);
    CHECK(!pipe(hold));
    pid_t parent = fork();
    if (!parent) {
        use_gpu(0);
        take(100 * MIB);
        if (!fork()) {
            char byte;
            close(hold[1]);
            _exit(read(hold[0], &byte, 1) < 0);
        }
        _exit(0);
    }
    EQUAL(finish(parent), 0);
    EQUAL(slots_locked(), 0);
    close(hold[1]);
}

TEST(Vfork_AndExec_LeaveTheParentsAccount)
{
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    for (int i = 0; i < 20; i++) {
        pid_t pid = vfork();
        if (!pid) {
            execl("/bin/true", "true", (char *)NULL);
            _exit(127);
        }
        EQUAL(finish(pid), 0);
    }
    EQUAL(used_in_all(), 100 * MIB);
    EQUAL(slots_locked(), 1);
}

/* The same process id, another program: the slot of the first is gone with its memory. */
static int exec_again(const char *unused)
{
    (void)unused;
    use_gpu(0);
    take(100 * MIB);
    execl("/proc/self/exe", "quota_test", "--role", "take_all", "", (char *)NULL);
    return 1;
}

TEST(Exec_DropsTheSlotOfTheProgramBefore)
{
    make_gpus();
    make_region(LIMIT);
    EQUAL(finish(start("exec_again", "")), 0);
    EQUAL(slots_locked(), 0);
}

static int in_namespace(const char *unused)
{
    (void)unused;
    use_gpu(0);
    take(100 * MIB);
    return 0;
}

TEST(PidNamespace_CountsLikeAnyOther)
{
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    pid_t pid = fork();
    if (!pid) {
        CHECK(!unshare(CLONE_NEWPID));
        pid_t first = start("in_namespace", "");
        _exit(finish(first) != 0);
    }
    EQUAL(finish(pid), 0);
    EQUAL(counters()->highest, 2);
    give(take(LIMIT - CONTEXT - 100 * MIB));
    EQUAL(used_in_all(), 100 * MIB);
}

TEST(Slots_ShortLivedProcesses_UseThemAgain)
{
    make_gpus();
    make_region(LIMIT);
    for (int i = 0; i < 40; i++)
        EQUAL(finish(start("in_namespace", "")), 0);
    CHECK(counters()->highest <= 17);
}

const struct test process_tests[] = {
    ENTRY(Kill_InTheMiddle_LeavesNothing), ENTRY(ManyProcesses_StartingAtOnce_EachGetASlot), ENTRY(Slot_AfterAllDescriptorsAreClosed_IsStillHeld),
    ENTRY(Fork_WithoutExec_LeavesTheParentsAccount), ENTRY(Parent_ThatDiesBeforeItsChild_FreesItsSlot), ENTRY(Vfork_AndExec_LeaveTheParentsAccount),
    ENTRY(Exec_DropsTheSlotOfTheProgramBefore), ENTRY(PidNamespace_CountsLikeAnyOther), ENTRY(Slots_ShortLivedProcesses_UseThemAgain), {NULL, NULL},
};
const struct role process_roles[] = {
    {"churn", churn}, {"take_all", take_all}, {"begin_and_wait", begin_and_wait}, {"exec_again", exec_again}, {"in_namespace", in_namespace},
    {NULL, NULL},
};
