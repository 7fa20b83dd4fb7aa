#include "check.h"
#include "../../../src/NvmlInterop/SimDriver/include/cuda_array_abi.h"

enum { BYTES = 1, FLOATS = 0x20 };

static CUarray new_array(size_t width, size_t height, size_t depth)
{
    CUarray array = NULL;
    CUDA_ARRAY3D_DESCRIPTOR shape = {width, height, depth, FLOATS, 4, 0};
    EQUAL(CUDA(cuArray3DCreate_v2, (CUarray *, const CUDA_ARRAY3D_DESCRIPTOR *), &array, &shape), 0);
    return array;
}

TEST(Array_CreateDestroy_IsChargedInBlocks)
{
    CUDA_ARRAY3D_DESCRIPTOR shape, huge = {100000, 60000, 64, FLOATS, 4, 0}, none = {0, 1, 1, FLOATS, 4, 0};
    CUarray array;
    make_gpus("h200", false);
    use_gpu(0);
    array = new_array(1024, 1024, 10); /* 160 MiB */
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 160);
    EQUAL(CUDA(cuArray3DGetDescriptor_v2, (CUDA_ARRAY3D_DESCRIPTOR *, CUarray), &shape, array), 0);
    CHECK(shape.Width == 1024 && shape.Depth == 10 && shape.NumChannels == 4);
    EQUAL(CUDA(cuArrayDestroy, (CUarray), array), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(CUDA(cuArray3DCreate_v2, (CUarray *, const CUDA_ARRAY3D_DESCRIPTOR *), &array, &huge), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuArray3DCreate_v2, (CUarray *, const CUDA_ARRAY3D_DESCRIPTOR *), &array, &none), CUDA_ERROR_INVALID_VALUE);
}

TEST(Array_Copies_CarryTheDataThroughEveryWay)
{
    unsigned char in[10 * 20], out[10 * 20], line[25];
    CUDA_ARRAY_DESCRIPTOR shape = {20, 10, BYTES, 1};
    CUarray array;
    make_gpus("h200", false);
    use_gpu(0);
    for (size_t i = 0; i < sizeof in; i++)
        in[i] = (unsigned char)i;
    EQUAL(CUDA(cuArrayCreate_v2, (CUarray *, const CUDA_ARRAY_DESCRIPTOR *), &array, &shape), 0);
    CUDA_MEMCPY2D into = {.srcMemoryType = CU_MEMORYTYPE_HOST, .srcHost = in, .srcPitch = 20, .dstMemoryType = CU_MEMORYTYPE_ARRAY, .dstArray = array,
                          .WidthInBytes = 20, .Height = 10};
    CUDA_MEMCPY2D from = {.srcMemoryType = CU_MEMORYTYPE_ARRAY, .srcArray = array, .dstMemoryType = CU_MEMORYTYPE_HOST, .dstHost = out, .dstPitch = 20,
                          .WidthInBytes = 20, .Height = 10};
    EQUAL(CUDA(cuMemcpy2D_v2, (const CUDA_MEMCPY2D *), &into), 0);
    EQUAL(CUDA(cuMemcpy2DAsync_v2, (const CUDA_MEMCPY2D *, CUstream), &from, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
    CHECK(!memcmp(in, out, sizeof in));
    EQUAL(CUDA(cuMemcpyAtoH_v2, (void *, CUarray, size_t, size_t), line, array, 30, sizeof line), 0);
    CHECK(!memcmp(line, in + 30, sizeof line));
    from.Height = 11;
    EQUAL(CUDA(cuMemcpy2D_v2, (const CUDA_MEMCPY2D *), &from), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemcpyAtoH_v2, (void *, CUarray, size_t, size_t), line, array, 190, sizeof line), CUDA_ERROR_INVALID_VALUE);
}

TEST(Mipmap_Levels_AreChargedTogether)
{
    CUmipmappedArray mipmap;
    CUarray level;
    CUDA_ARRAY3D_DESCRIPTOR shape = {4096, 4096, 0, FLOATS, 4, 0}, of_level;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuMipmappedArrayCreate, (CUmipmappedArray *, const CUDA_ARRAY3D_DESCRIPTOR *, unsigned), &mipmap, &shape, 3), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 256 + 64 + 16);
    EQUAL(CUDA(cuMipmappedArrayGetLevel, (CUarray *, CUmipmappedArray, unsigned), &level, mipmap, 2), 0);
    EQUAL(CUDA(cuArray3DGetDescriptor_v2, (CUDA_ARRAY3D_DESCRIPTOR *, CUarray), &of_level, level), 0);
    EQUAL(of_level.Width, 1024);
    EQUAL(CUDA(cuArrayDestroy, (CUarray), level), CUDA_ERROR_INVALID_HANDLE);
    EQUAL(CUDA(cuMipmappedArrayDestroy, (CUmipmappedArray), mipmap), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

TEST(Array_KilledHolder_LeavesNoBytes)
{
    make_gpus("h200", false);
    for (int round = 0; round < 10; round++) {
        struct killed child = start_killed();
        if (child.pid) {
            kill_after(child, 2000 + round * 900);
            continue;
        }
        use_gpu(0);
        for (;;)
            CUDA(cuArrayDestroy, (CUarray), new_array(4096, 4096, 2));
    }
    EQUAL(used_mib(0), 0);
}

const struct test array_tests[] = {
    ENTRY(Array_CreateDestroy_IsChargedInBlocks), ENTRY(Array_Copies_CarryTheDataThroughEveryWay), ENTRY(Mipmap_Levels_AreChargedTogether),
    ENTRY(Array_KilledHolder_LeavesNoBytes), {NULL, NULL},
};
