/* Managed memory gives way to all other memory, of whatever process, and comes back when it is used. */
#include "check.h"

#include <signal.h>
#include <sys/wait.h>

#define MODULE_MIB 2
#define OWN_MIB (H200_CONTEXT_MIB + MODULE_MIB)

static CUfunction kernel;

static void use_gpu_with_kernel(void)
{
    CUmodule module;
    use_gpu(0);
    EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, "image"), 0);
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &kernel, module, "k"), 0);
}

static void launch(void)
{
    EQUAL(CUDA(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), kernel, 1, 1,
               1, 1, 1, 1, 0, NULL, NULL, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
}

static CUdeviceptr managed_mib(size_t mib)
{
    CUdeviceptr at = 0;
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &at, mib * MIB, 1), 0);
    return at;
}

static CUresult plain_mib(size_t mib, CUdeviceptr *at)
{
    return CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), at, mib * MIB);
}

static void give(CUdeviceptr at)
{
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), at), 0);
}

/* A process with managed memory that does what it is told by a letter: k launches a kernel, f frees. */
struct other {
    pid_t pid;
    int tell, told;
};

static void obey(int orders, int answers, size_t mib)
{
    char order;
    use_gpu_with_kernel();
    CUdeviceptr at = managed_mib(mib);
    EQUAL(CUDA(cuMemsetD8_v2, (CUdeviceptr, unsigned char, size_t), at, 7, MIB), 0);
    CHECK(write(answers, "r", 1) == 1);
    while (read(orders, &order, 1) == 1) {
        if (order == 'k')
            launch();
        else
            give(at);
        CHECK(order != 'k' || *(unsigned char *)(at + MIB - 1) == 7);
        CHECK(write(answers, "d", 1) == 1);
    }
    _exit(0);
}

static void answered(struct other *other)
{
    char byte;
    CHECK(read(other->told, &byte, 1) == 1);
}

static struct other start(size_t mib)
{
    int orders[2], answers[2];
    CHECK(!pipe(orders) && !pipe(answers));
    pid_t pid = fork();
    if (!pid) {
        close(orders[1]);
        obey(orders[0], answers[1], mib);
    }
    close(orders[0]);
    close(answers[1]);
    struct other made = {pid, orders[1], answers[0]};
    answered(&made);
    return made;
}

static void tell(struct other *other, char order)
{
    CHECK(write(other->tell, &order, 1) == 1);
    answered(other);
}

static void end(struct other *other)
{
    kill(other->pid, SIGKILL);
    waitpid(other->pid, NULL, 0);
}

static unsigned long long mib_of(pid_t pid)
{
    static nvmlProcessInfo_t list[64];
    unsigned count = processes_on(0, list);
    for (unsigned i = 0; i < count; i++)
        if ((pid_t)list[i].pid == pid)
            return list[i].usedGpuMemory / MIB;
    return 0;
}

TEST(Managed_AnotherNeedsTheRoom_GivesWayAndComesBack)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    struct other other = start(100000);
    use_gpu(0);
    EQUAL(plain_mib(80000, &at), 0);
    EQUAL(mib_of(getpid()), H200_CONTEXT_MIB + 80000);
    unsigned long long left = H200_USABLE_MIB - H200_CONTEXT_MIB - 80000;
    CHECK(mib_of(other.pid) <= left && mib_of(other.pid) > left - 2);
    tell(&other, 'k'); /* plain memory does not give way */
    CHECK(mib_of(other.pid) <= left);
    give(at);
    CHECK(mib_of(other.pid) <= left);
    tell(&other, 'k');
    EQUAL(mib_of(other.pid), OWN_MIB + 100000);
    tell(&other, 'f');
    EQUAL(mib_of(other.pid), OWN_MIB);
    EQUAL(used_mib(0), OWN_MIB + H200_CONTEXT_MIB);
    end(&other);
}

TEST(Managed_FreedWhileItIsAway_GivesBackWhatIsLeft)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    struct other other = start(100000);
    use_gpu(0);
    EQUAL(plain_mib(80000, &at), 0);
    tell(&other, 'f');
    EQUAL(used_mib(0), OWN_MIB + H200_CONTEXT_MIB + 80000);
    end(&other);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 80000);
}

TEST(Managed_OfTwoThatDoNotFit_IsWhereItWasUsedLast)
{
    make_gpus("h200", false);
    struct other other = start(100000);
    use_gpu_with_kernel();
    CUdeviceptr at = managed_mib(100000);
    EQUAL(mib_of(other.pid), OWN_MIB + 100000);
    CHECK(mib_of(getpid()) < 50000);
    EQUAL(CUDA(cuMemPrefetchAsync, (CUdeviceptr, size_t, CUdevice, CUstream), at, 100000 * MIB, 0, NULL), 0);
    EQUAL(mib_of(getpid()), OWN_MIB + 100000);
    CHECK(mib_of(other.pid) < 50000);
    tell(&other, 'k');
    EQUAL(mib_of(other.pid), OWN_MIB + 100000);
    CHECK(mib_of(getpid()) < 50000);
    launch();
    EQUAL(mib_of(getpid()), OWN_MIB + 100000);
    CHECK(used_mib(0) <= H200_USABLE_MIB);
    give(at);
    EQUAL(mib_of(getpid()), OWN_MIB);
    end(&other);
}

TEST(Managed_PrefetchedToTheHost_DoesNotComeBackByAKernel)
{
    make_gpus("h200", false);
    use_gpu_with_kernel();
    CUdeviceptr at = managed_mib(100);
    EQUAL(CUDA(cuMemPrefetchAsync, (CUdeviceptr, size_t, CUdevice, CUstream), at, 60 * MIB, -1, NULL), 0);
    launch();
    EQUAL(used_mib(0), OWN_MIB + 40);
}

TEST(Managed_OwnPlainMemoryNeedsTheRoom_GivesWayAsWell)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    use_gpu_with_kernel();
    CUdeviceptr first = managed_mib(60000), second = managed_mib(60000);
    EQUAL(CUDA(cuMemsetD8_v2, (CUdeviceptr, unsigned char, size_t), first, 5, MIB), 0);
    EQUAL(plain_mib(80000, &at), 0);
    CHECK(used_mib(0) <= H200_USABLE_MIB && used_mib(0) > H200_USABLE_MIB - 2);
    EQUAL(*(unsigned char *)first, 5);
    give(first);
    launch();
    EQUAL(used_mib(0), OWN_MIB + 80000 + 60000);
    give(at);
    give(second);
    EQUAL(used_mib(0), OWN_MIB);
}

TEST(Managed_IsNotEnough_NothingMoves)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    struct holder plain = hold_mib(60000);
    struct other other = start(60000);
    use_gpu(0);
    EQUAL(plain_mib(90000, &at), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(mib_of(other.pid), OWN_MIB + 60000);
    EQUAL(plain_mib(80000, &at), 0);
    CHECK(mib_of(other.pid) < OWN_MIB + 2500);
    end(&other);
    release(&plain);
}

TEST(Managed_ProcessesThatPushEachOtherAreKilled_NothingIsLeft)
{
    make_gpus("h200", false);
    for (int round = 0; round < 20; round++) {
        struct other one = start(100000), two = start(100000);
        pid_t pusher = fork();
        if (!pusher)
            for (int i = 0;; i++)
                tell(i % 2 ? &one : &two, 'k');
        usleep(1000 + (useconds_t)round * 900);
        kill(pusher, SIGKILL);
        waitpid(pusher, NULL, 0);
        end(&one);
        end(&two);
    }
    EQUAL(used_mib(0), 0);
}

const struct test managed_tests[] = {
    ENTRY(Managed_AnotherNeedsTheRoom_GivesWayAndComesBack), ENTRY(Managed_FreedWhileItIsAway_GivesBackWhatIsLeft),
    ENTRY(Managed_OfTwoThatDoNotFit_IsWhereItWasUsedLast), ENTRY(Managed_PrefetchedToTheHost_DoesNotComeBackByAKernel),
    ENTRY(Managed_OwnPlainMemoryNeedsTheRoom_GivesWayAsWell), ENTRY(Managed_IsNotEnough_NothingMoves),
    ENTRY(Managed_ProcessesThatPushEachOtherAreKilled_NothingIsLeft), {NULL, NULL},
};
