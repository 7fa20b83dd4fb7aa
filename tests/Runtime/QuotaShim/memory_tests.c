#include "check.h"

#include <signal.h>

#include <sys/wait.h>

#define LIMIT (1024 * MIB)

static void fills_to_the_limit(const struct path *path)
{
    make_region(LIMIT);
    use_gpu(0);
    CHECK(fill(path, LIMIT) > 400 * MIB);
    uint64_t left = LIMIT - driver_used();
    if (left > GRANULE)
        printf("  %s leaves %llu bytes\n", path->name, (unsigned long long)left);
    CHECK(left <= GRANULE);
}

static int fill_alone(const char *name)
{
    fills_to_the_limit(path_named(name));
    return 0;
}

TEST(Fill_EachPathAlone_StopsWithinOneGranule)
{
    int failed = 0;
    make_gpus();
    for (const struct path *path = paths; path->name; path++)
        if (finish(start("fill_alone", path->name))) {
            printf("  path %s failed\n", path->name);
            failed++;
        }
    EQUAL(failed, 0);
}

/* Ready, fills, says so by a byte, waits for the others: what all hold at once is what counts. */
static int fill_together(const char *name)
{
    char byte = 'r';
    use_gpu(0);
    CHECK(write(4, &byte, 1) == 1 && read(3, &byte, 1) == 1);
    fill(path_named(name), 5120 * MIB);
    CHECK(write(4, &byte, 1) == 1 && read(3, &byte, 1) == 0);
    return 0;
}

#define TOGETHER 8
static bool fill_with_others(const char *name)
{
    int go[2], done[2], failed = 0;
    char byte = 'g';
    pid_t pid[TOGETHER];
    make_region(5120 * MIB);
    CHECK(!pipe(go) && !pipe(done));
    for (int i = 0; i < TOGETHER; i++)
        if (!(pid[i] = fork())) {
            dup2(go[0], 13);
            dup2(done[1], 14);
            dup2(13, 3);
            dup2(14, 4);
            for (int fd = 5; fd < 64; fd++)
                close(fd);
            execl("/proc/self/exe", "quota_test", "--role", "fill_together", name, (char *)NULL);
            _exit(127);
        }
    close(go[0]);
    close(done[1]);
    bool all = true;
    for (int i = 0; i < TOGETHER; i++)
        all &= read(done[0], &byte, 1) == 1;
    for (int i = 0; i < TOGETHER; i++)
        all &= write(go[1], &byte, 1) == 1;
    for (int i = 0; i < TOGETHER; i++)
        all &= read(done[0], &byte, 1) == 1;
    uint64_t used = driver_used();
    close(go[1]);
    close(done[0]);
    for (int i = 0; i < TOGETHER; i++)
        failed += finish(pid[i]) != 0;
    if (used > 5120 * MIB || 5120 * MIB - used > GRANULE)
        printf("  %s: the driver has given %llu of %llu bytes\n", name, (unsigned long long)used, 5120ull * MIB);
    return all && !failed && used <= 5120 * MIB && 5120 * MIB - used <= GRANULE;
}

TEST(Fill_EachPathByEightProcesses_StopsWithinOneGranule)
{
    int failed = 0;
    make_gpus();
    for (const struct path *path = paths; path->name; path++)
        failed += !fill_with_others(path->name);
    EQUAL(failed, 0);
}

TEST(Free_EachPath_GivesBackAll)
{
    make_gpus();
    make_region(4096 * MIB);
    use_gpu(0);
    for (const struct path *path = paths; path->name; path++) {
        uint64_t handle[20], before = driver_used(), accounted = used_in_all();
        for (int i = 0; i < 20; i++)
            EQUAL(path->take(4 * MIB, &handle[i]), 0);
        CHECK(used_in_all() - accounted >= 80 * MIB);
        CHECK(used_in_all() - accounted >= driver_used() - before);
        for (int i = 0; i < 20; i++)
            EQUAL(path->give(handle[i], 4 * MIB), 0);
        if (used_in_all() != accounted)
            printf("  %s\n", path->name);
        EQUAL(used_in_all(), accounted);
        EQUAL(driver_used(), before);
    }
}

TEST(Small_Allocations_ShareGranules)
{
    CUdeviceptr at[1000];
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    for (int i = 0; i < 1000; i++)
        at[i] = take(10000);
    EQUAL(used_in_all(), 10 * MIB);
    for (int i = 0; i < 1000; i++)
        give(at[i]);
    EQUAL(used_in_all(), 0);
}

TEST(Refusal_ByTheDriver_RollsBack)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1ull << 40);
    use_gpu(0);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 1ull << 39), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuMemAllocPitch_v2, (CUdeviceptr *, size_t *, size_t, size_t, unsigned), &at, (size_t[]){0}, 1000, 1000, 3), CUDA_ERROR_INVALID_VALUE);
    EQUAL(used_in_all(), 0);
    EQUAL(counters()->slot[0].busy, 0);
    EQUAL(counters()->out_of_memory, 0);
}

TEST(BadArguments_AreTheDriversMatter)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), NULL, 10), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 0), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), 4242), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemCreate, (uint64_t *, size_t, const void *, unsigned long long), &(uint64_t){0}, 2 * MIB, NULL, 0), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuArrayCreate_v2, (void **, const void *), NULL, NULL), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, SIZE_MAX), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(used_in_all(), 0);
}

TEST(OtherGpu_IsNotGoverned)
{
    make_gpus();
    make_region(600 * MIB);
    use_gpu(1);
    take(2000 * MIB);
    EQUAL(used_in_all(), 0);
}

TEST(Context_BeyondTheLimit_IsRefused)
{
    CUcontext context;
    make_gpus();
    make_region(CONTEXT - GRANULE);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuCtxCreate_v2, (CUcontext *, unsigned, CUdevice), &context, 0, 0), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(driver_used(), 0);
    EQUAL(counters()->out_of_memory, 2);
}

TEST(Context_MadeAndDroppedOverAndOver_IsEstimatedOnce)
{
    CUcontext context;
    make_gpus();
    make_region(CONTEXT * 2);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    for (int i = 0; i < 20; i++) {
        EQUAL(CUDA(cuCtxCreate_v2, (CUcontext *, unsigned, CUdevice), &context, 0, 0), 0);
        EQUAL(CUDA(cuCtxDestroy_v2, (CUcontext), context), 0);
    }
    EQUAL(counters()->slot[0].estimated[0], CONTEXT);
}

TEST(Context_ThatEnds_FreesWhatItHeld)
{
    make_gpus();
    make_region(2048 * MIB);
    use_gpu(0);
    take(300 * MIB);
    take(1000);
    EQUAL(CUDA(cuDevicePrimaryCtxReset_v2, (CUdevice), 0), 0);
    EQUAL(used_in_all(), 0);
    EQUAL(driver_used(), 0);
    use_gpu(0);
    take(300 * MIB);
    EQUAL(used_in_all(), 300 * MIB);
}

TEST(Handle_RetainedAndMappedTwice_IsChargedUntilTheLastIsGone)
{
    uint64_t memory, again, at;
    struct { int type, handles; CUmemLocation location; char rest[40]; } properties = {1, 0, {1, 0}, ""};
    make_gpus();
    make_region(2048 * MIB);
    use_gpu(0);
    EQUAL(CUDA(cuMemCreate, (uint64_t *, size_t, const void *, unsigned long long), &memory, 64 * MIB, &properties, 0), 0);
    EQUAL(CUDA(cuMemAddressReserve, (uint64_t *, size_t, size_t, CUdeviceptr, unsigned long long), &at, 128 * MIB, 0, 0, 0), 0);
    for (int half = 0; half < 2; half++)
        EQUAL(CUDA(cuMemMap, (CUdeviceptr, size_t, size_t, uint64_t, unsigned long long), at + half * 64 * MIB, 64 * MIB, 0, memory, 0), 0);
    EQUAL(CUDA(cuMemRetainAllocationHandle, (uint64_t *, void *), &again, (void *)(at + 5)), 0);
    EQUAL(CUDA(cuMemRelease, (uint64_t), memory), 0);
    EQUAL(CUDA(cuMemRelease, (uint64_t), again), 0);
    EQUAL(used_in_all(), 64 * MIB);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), at, 64 * MIB), 0);
    EQUAL(used_in_all(), 64 * MIB);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), at + 64 * MIB, 64 * MIB), 0);
    EQUAL(used_in_all(), 0);
    EQUAL(driver_used(), CONTEXT);
}

TEST(Pool_ThatKeepsMemory_GivesItBackWhenOthersNeedIt)
{
    CUmemoryPool pool;
    uint64_t keep = UINT64_MAX, at;
    make_gpus();
    make_region(CONTEXT + 512 * MIB);
    use_gpu(0);
    EQUAL(CUDA(cuDeviceGetDefaultMemPool, (CUmemoryPool *, CUdevice), &pool, 0), 0);
    EQUAL(CUDA(cuMemPoolSetAttribute, (CUmemoryPool, int, void *), pool, 4, &keep), 0);
    EQUAL(CUDA(cuMemAllocAsync, (uint64_t *, size_t, CUstream), &at, 384 * MIB, NULL), 0);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), at, NULL), 0);
    EQUAL(CUDA(cuStreamSynchronize, (CUstream), NULL), 0);
    EQUAL(used_in_all(), 384 * MIB);
    take(500 * MIB);
    EQUAL(used_in_all(), 500 * MIB);
    CHECK(driver_used() <= CONTEXT + 512 * MIB);
}

TEST(Estimates_MeasuredByTheAgent_MakeRoom)
{
    make_gpus();
    make_region(1024 * MIB)->gpu[0].context_bytes = 900 * MIB;
    use_gpu(0);
    pid_t agent = fork();
    if (!agent)
        for (;;) {
            usleep(20000);
            __atomic_add_fetch(&limits()->heartbeat, 1, __ATOMIC_SEQ_CST);
            struct cq_slot *slot = &counters()->slot[0];
            if (slot->busy)
                continue;
            limits()->measured[0].estimated[0] = slot->estimated[0];
            limits()->measured[0].extra_bytes[0] = CONTEXT;
            __atomic_store_n(&limits()->measured[0].generation, slot->generation, __ATOMIC_SEQ_CST);
        }
    take(500 * MIB);
    kill(agent, 9);
    finish(agent);
    EQUAL(counters()->out_of_memory, 0);
}

TEST(Managed_CountedByUse_IsNotCharged)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1024 * MIB)->flags = 0;
    use_gpu(0);
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &at, 2048 * MIB, 1), 0);
    EQUAL(used_in_all(), 0);
    give(at);
}

const struct test memory_tests[] = {
    ENTRY(Fill_EachPathAlone_StopsWithinOneGranule), ENTRY(Fill_EachPathByEightProcesses_StopsWithinOneGranule), ENTRY(Free_EachPath_GivesBackAll),
    ENTRY(Small_Allocations_ShareGranules), ENTRY(Refusal_ByTheDriver_RollsBack), ENTRY(BadArguments_AreTheDriversMatter),
    ENTRY(OtherGpu_IsNotGoverned), ENTRY(Context_BeyondTheLimit_IsRefused), ENTRY(Context_MadeAndDroppedOverAndOver_IsEstimatedOnce),
    ENTRY(Context_ThatEnds_FreesWhatItHeld), ENTRY(Handle_RetainedAndMappedTwice_IsChargedUntilTheLastIsGone),
    ENTRY(Pool_ThatKeepsMemory_GivesItBackWhenOthersNeedIt), ENTRY(Estimates_MeasuredByTheAgent_MakeRoom),
    ENTRY(Managed_CountedByUse_IsNotCharged), {NULL, NULL},
};
const struct role memory_roles[] = {{"fill_alone", fill_alone}, {"fill_together", fill_together}, {NULL, NULL}};
