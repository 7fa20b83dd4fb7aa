/* Where memory is oversubscribed plain memory is served as managed memory, which gives way to others. */
#include "check.h"

#include <signal.h>

#define LIMIT (100000 * MIB)
enum { MEMORY_TYPE = 2, HOST_POINTER = 4, IS_MANAGED = 8, ON_DEVICE = 2 };

static void make_backed_region(uint64_t limit)
{
    make_region(limit)->flags |= CQ_MANAGED_BACKING;
}

static unsigned is_managed(CUdeviceptr at)
{
    unsigned answer = 7;
    EQUAL(DRIVER_CUDA(cuPointerGetAttribute, (void *, int, CUdeviceptr), &answer, IS_MANAGED, at), 0);
    return answer;
}

/* A process that is in no container and holds so much plain memory. */
static pid_t hold(uint64_t bytes)
{
    int ready[2];
    char byte;
    CHECK(!pipe(ready));
    pid_t pid = fork();
    if (!pid) {
        use_gpu(0);
        take(bytes);
        CHECK(write(ready[1], "r", 1) == 1);
        for (;;)
            pause();
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    return pid;
}

static void end(pid_t pid)
{
    kill(pid, SIGKILL);
    finish(pid);
}

TEST(Backed_PlainMemory_IsManagedAndChargedInFull)
{
    make_gpus();
    make_backed_region(LIMIT);
    use_gpu(0);
    CUdeviceptr at = take(100 * MIB), odd = take(3 * MIB);
    EQUAL(is_managed(at), 1);
    EQUAL(is_managed(odd), 1);
    EQUAL(used_in_all(), 104 * MIB);
    give(at);
    give(odd);
    EQUAL(used_in_all(), 0);
    EQUAL(driver_used(), CONTEXT);
}

TEST(Backed_Pitched_IsManaged)
{
    CUdeviceptr at;
    size_t pitch = 0;
    make_gpus();
    make_backed_region(LIMIT);
    use_gpu(0);
    EQUAL(CUDA(cuMemAllocPitch_v2, (CUdeviceptr *, size_t *, size_t, size_t, unsigned), &at, &pitch, 1000, 4096, 4), 0);
    EQUAL(pitch, 1024);
    EQUAL(is_managed(at), 1);
    EQUAL(used_in_all(), 4 * MIB);
    EQUAL(CUDA(cuMemAllocPitch_v2, (CUdeviceptr *, size_t *, size_t, size_t, unsigned), &(CUdeviceptr){0}, &pitch, 1000, 4096, 3), CUDA_ERROR_INVALID_VALUE);
    give(at);
    EQUAL(used_in_all(), 0);
}

TEST(Backed_SmallMemory_StaysOnTheGpu)
{
    make_gpus();
    make_backed_region(LIMIT);
    use_gpu(0);
    EQUAL(is_managed(take(10000)), 0);
    EQUAL(used_in_all(), GRANULE);
}

TEST(Backed_Pointer_LooksPlain)
{
    unsigned managed = 7, type = 7;
    void *host = &managed;
    make_gpus();
    make_backed_region(LIMIT);
    use_gpu(0);
    CUdeviceptr at = take(100 * MIB), own = 0;
    EQUAL(CUDA(cuPointerGetAttribute, (void *, int, CUdeviceptr), &managed, IS_MANAGED, at + 50 * MIB), 0);
    EQUAL(managed, 0);
    EQUAL(CUDA(cuPointerGetAttribute, (void *, int, CUdeviceptr), &type, MEMORY_TYPE, at), 0);
    EQUAL(type, ON_DEVICE);
    EQUAL(CUDA(cuPointerGetAttribute, (void *, int, CUdeviceptr), &host, HOST_POINTER, at), CUDA_ERROR_INVALID_VALUE);
    managed = 7;
    EQUAL(CUDA(cuPointerGetAttributes, (unsigned, int *, void **, CUdeviceptr), 3, ((int[]){IS_MANAGED, HOST_POINTER, MEMORY_TYPE}),
               ((void *[]){&managed, &host, &type}), at), 0);
    EQUAL(managed, 0);
    CHECK(!host);
    EQUAL(type, ON_DEVICE);
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &own, 2 * MIB, 1), 0);
    EQUAL(CUDA(cuPointerGetAttribute, (void *, int, CUdeviceptr), &managed, IS_MANAGED, own), 0);
    EQUAL(managed, 1);
}

TEST(Backed_HandleForOthers_IsRefused)
{
    char handle[64];
    make_gpus();
    make_backed_region(LIMIT);
    use_gpu(0);
    CUdeviceptr at = take(100 * MIB);
    EQUAL(CUDA(cuIpcGetMemHandle, (void *, CUdeviceptr), handle, at), CUDA_ERROR_NOT_SUPPORTED);
    limits()->flags &= ~(uint64_t)CQ_MANAGED_BACKING;
    EQUAL(CUDA(cuIpcGetMemHandle, (void *, CUdeviceptr), handle, take(100 * MIB)), 0);
}

TEST(Backed_GpuIsFullOfOthers_IsHadUpToTheLimit)
{
    CUdeviceptr at;
    size_t available, total;
    make_gpus();
    pid_t other = hold(141000 * MIB);
    make_backed_region(LIMIT);
    use_gpu(0);
    measure();
    for (int i = 0; i < 9; i++)
        take(10000 * MIB);
    EQUAL(CUDA(cuMemGetInfo_v2, (size_t *, size_t *), &available, &total), 0);
    EQUAL(total, LIMIT);
    EQUAL(available, LIMIT - CONTEXT - 90000 * MIB);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 10000 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(used_in_all(), 90000 * MIB);
    take(9000 * MIB);
    end(other);
}

/* A pool itself is device memory; what the driver has no room for then comes as managed memory, and every way to free takes it. */
TEST(Backed_PoolWithoutRoom_IsServedAllTheSame)
{
    CUdeviceptr at[2];
    make_gpus();
    pid_t other = hold(142000 * MIB);
    make_backed_region(LIMIT);
    use_gpu(0);
    for (int i = 0; i < 2; i++)
        EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &at[i], 1024 * MIB, NULL), 0);
    EQUAL(is_managed(at[1]), 1);
    CHECK(used_in_all() >= 2048 * MIB && used_in_all() < 2100 * MIB);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), at[0], NULL), 0);
    EQUAL(CUDA(cuMemFreeAsync_ptsz, (CUdeviceptr, CUstream), at[1], NULL), 0);
    EQUAL(CUDA(cuStreamSynchronize, (CUstream), NULL), 0);
    EQUAL(used_in_all(), 0);
    end(other);
}

const struct test backed_tests[] = {
    ENTRY(Backed_PlainMemory_IsManagedAndChargedInFull), ENTRY(Backed_Pitched_IsManaged), ENTRY(Backed_SmallMemory_StaysOnTheGpu),
    ENTRY(Backed_Pointer_LooksPlain), ENTRY(Backed_HandleForOthers_IsRefused), ENTRY(Backed_GpuIsFullOfOthers_IsHadUpToTheLimit),
    ENTRY(Backed_PoolWithoutRoom_IsServedAllTheSame), {NULL, NULL},
};
