#include "check.h"

TEST(Memory_AllocFree_FollowsToTheMib)
{
    make_gpus("h200:2,t4", false);
    use_gpu(0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    CUdeviceptr memory = take_mib(1000);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 1000);
    EQUAL(used_mib(1), 0);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), memory), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(CUDA(cuDevicePrimaryCtxRelease_v2, (CUdevice), 0), 0);
    EQUAL(used_mib(0), 0);
}

TEST(Memory_SmallAllocations_ShareBlocks)
{
    CUdeviceptr memory[100];
    make_gpus("h200", false);
    use_gpu(0);
    for (int i = 0; i < 100; i++)
        EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory[i], 10000), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 2);
    for (int i = 0; i < 100; i++)
        EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), memory[i]), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

TEST(Memory_MoreThanFits_IsOutOfMemory)
{
    CUdeviceptr memory;
    size_t available, total;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuMemGetInfo_v2, (size_t *, size_t *), &available, &total), 0);
    EQUAL(total / MIB, H200_USABLE_MIB);
    EQUAL(available / MIB, H200_USABLE_MIB - H200_CONTEXT_MIB);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, available + 2 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    take_mib(available / MIB - 1);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, 2 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
}

TEST(Memory_CopiesAndSets_CarryTheData)
{
    char in[4096], out[4096];
    make_gpus("h200", false);
    use_gpu(0);
    CUdeviceptr a = take_mib(8), b = take_mib(8);
    memset(in, 'x', sizeof in);
    EQUAL(CUDA(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t), a + 100, in, sizeof in), 0);
    EQUAL(CUDA(cuMemcpyDtoD_v2, (CUdeviceptr, CUdeviceptr, size_t), b, a, 8 * MIB), 0);
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), out, b + 100, sizeof out), 0);
    CHECK(!memcmp(in, out, sizeof in));
    EQUAL(CUDA(cuMemsetD32_v2, (CUdeviceptr, unsigned, size_t), b, 0x01020304, 2 * MIB), 0);
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), out, b + 8 * MIB - 8, 8), 0);
    CHECK(!memcmp(out, "\4\3\2\1\4\3\2\1", 8));
    EQUAL(CUDA(cuMemsetD8_v2, (CUdeviceptr, unsigned char, size_t), b + 1, 0, 8 * MIB - 1), 0);
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), out, b, 4096), 0);
    CHECK(out[0] == 4 && !out[1] && !out[4095]);
    EQUAL(CUDA(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t), a + 8 * MIB - 10, in, 11), CUDA_ERROR_INVALID_VALUE);
}

TEST(Memory_HugeAllocation_CostsNoHostMemory)
{
    make_gpus("b200", false);
    use_gpu(0);
    CUdeviceptr memory = take_mib(180000);
    EQUAL(CUDA(cuMemsetD8_v2, (CUdeviceptr, unsigned char, size_t), memory, 0, 180000 * MIB), 0);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), memory), 0);
}

TEST(Memory_StreamOrdered_GivesBackInOrder)
{
    CUdeviceptr memory;
    CUstream stream;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuStreamCreate, (CUstream *, unsigned), &stream, 0), 0);
    EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &memory, 64 * MIB, stream), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), memory, stream), 0);
    EQUAL(CUDA(cuStreamSynchronize, (CUstream), stream), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

TEST(Memory_OfHandles_IsChargedUntilReleasedAndUnmapped)
{
    struct { int type, handle_types, location_type, location_id; char rest[40]; } properties = {1, 0, 1, 0, ""};
    unsigned long long handle;
    CUdeviceptr at;
    char byte = 'v';
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuMemAddressReserve, (CUdeviceptr *, size_t, size_t, CUdeviceptr, unsigned long long), &at, 1024 * MIB, 0, 0, 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(CUDA(cuMemCreate, (unsigned long long *, size_t, const void *, unsigned long long), &handle, 512 * MIB, &properties, 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 512);
    EQUAL(CUDA(cuMemMap, (CUdeviceptr, size_t, size_t, unsigned long long, unsigned long long), at, 512 * MIB, 0, handle, 0), 0);
    EQUAL(CUDA(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t), at, &byte, 1), 0);
    EQUAL(CUDA(cuMemRelease, (unsigned long long), handle), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 512);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), at, 512 * MIB), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(CUDA(cuMemAddressFree, (CUdeviceptr, size_t), at, 1024 * MIB), 0);
}

TEST(Memory_FirstVersion_CountsReservedAsUsed)
{
    nvmlMemory_t memory;
    make_gpus("h200", false);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo, (nvmlDevice_t, nvmlMemory_t *), device_at(0), &memory), 0);
    EQUAL(memory.total / MIB, 143771);
    EQUAL(memory.used / MIB, 606);
    nvmlMemory_v2_t wrong = {.version = 1};
    EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), device_at(0), &wrong), NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
}

const struct test memory_tests[] = {
    ENTRY(Memory_AllocFree_FollowsToTheMib), ENTRY(Memory_SmallAllocations_ShareBlocks), ENTRY(Memory_MoreThanFits_IsOutOfMemory),
    ENTRY(Memory_CopiesAndSets_CarryTheData), ENTRY(Memory_HugeAllocation_CostsNoHostMemory), ENTRY(Memory_StreamOrdered_GivesBackInOrder),
    ENTRY(Memory_OfHandles_IsChargedUntilReleasedAndUnmapped), ENTRY(Memory_FirstVersion_CountsReservedAsUsed), {NULL, NULL},
};
