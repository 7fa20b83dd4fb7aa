#include "check.h"

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
    EQUAL(counters()->slot[0].operations & CQ_UNDER_WAY, 0);
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

TEST(Managed_ChargedInFull_TellsThatItMayBeElsewhere)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    take(64 * MIB);
    EQUAL(counters()->slot[0].elsewhere, 0);
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &at, 101 * MIB, 1), 0);
    EQUAL(counters()->slot[0].elsewhere, 102 * MIB);
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &(CUdeviceptr){0}, 2048 * MIB, 1), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(counters()->slot[0].elsewhere, 102 * MIB);
    give(at);
    EQUAL(counters()->slot[0].elsewhere, 0);
    EQUAL(used_in_all(), 64 * MIB);
}

const struct test memory_tests[] = {
    ENTRY(Free_EachPath_GivesBackAll), ENTRY(Small_Allocations_ShareGranules), ENTRY(Refusal_ByTheDriver_RollsBack),
    ENTRY(BadArguments_AreTheDriversMatter), ENTRY(OtherGpu_IsNotGoverned), ENTRY(Handle_RetainedAndMappedTwice_IsChargedUntilTheLastIsGone),
    ENTRY(Pool_ThatKeepsMemory_GivesItBackWhenOthersNeedIt), ENTRY(Managed_CountedByUse_IsNotCharged),
    ENTRY(Managed_ChargedInFull_TellsThatItMayBeElsewhere), {NULL, NULL},
};
