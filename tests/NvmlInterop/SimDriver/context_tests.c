#include "check.h"
#include "../../../src/NvmlInterop/SimDriver/include/cuda_abi.h"

enum { STACK_SIZE, PRINTF_FIFO_SIZE, MALLOC_HEAP_SIZE };
enum { CPU = -1, READ_MOSTLY = 1 };

static CUmodule load(const void *image)
{
    CUmodule module;
    EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, image), 0);
    return module;
}

TEST(Module_Load_TakesItsImagesSize)
{
    static char image[5 * MIB];
    make_gpus("h200", false);
    use_gpu(0);
    memset(image, 'x', sizeof image - 1);
    CUmodule big = load(image), small = load(".version 6.0\n.entry k");
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 6 + 2);
    EQUAL(CUDA(cuModuleUnload, (CUmodule), big), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 2);
    EQUAL(CUDA(cuModuleUnload, (CUmodule), small), 0);
    load(image);
    EQUAL(CUDA(cuDevicePrimaryCtxRelease_v2, (CUdevice), 0), 0);
    EQUAL(used_mib(0), 0);
}

TEST(Module_Global_HasOneAddress)
{
    CUdeviceptr first, second;
    size_t size;
    make_gpus("h200", false);
    use_gpu(0);
    CUmodule module = load("image");
    EQUAL(CUDA(cuModuleGetGlobal_v2, (CUdeviceptr *, size_t *, CUmodule, const char *), &first, &size, module, "table"), 0);
    EQUAL(CUDA(cuModuleGetGlobal_v2, (CUdeviceptr *, size_t *, CUmodule, const char *), &second, &size, module, "table"), 0);
    CHECK(first == second && size);
}

TEST(Context_Limits_TakeMemoryAndGiveItBack)
{
    size_t value;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuCtxSetLimit, (unsigned, size_t), STACK_SIZE, 2048), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 264); /* 132 SMs, 2048 threads on each, 1 KiB more for each */
    EQUAL(CUDA(cuCtxSetLimit, (unsigned, size_t), MALLOC_HEAP_SIZE, 128 * MIB), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 264 + 120);
    EQUAL(CUDA(cuCtxGetLimit, (size_t *, unsigned), &value, MALLOC_HEAP_SIZE), 0);
    EQUAL(value / MIB, 128);
    EQUAL(CUDA(cuCtxSetLimit, (unsigned, size_t), STACK_SIZE, 1024), 0);
    EQUAL(CUDA(cuCtxSetLimit, (unsigned, size_t), PRINTF_FIFO_SIZE, 200000 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuCtxSetLimit, (unsigned, size_t), 7, 1), CUDA_ERROR_UNSUPPORTED_LIMIT);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 120);
    EQUAL(CUDA(cuDevicePrimaryCtxReset_v2, (CUdevice), 0), 0);
    EQUAL(used_mib(0), 0);
}

TEST(Managed_Prefetched_CountsWhereItIs)
{
    CUdeviceptr at;
    CUmemLocation host = {2, 0};
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuMemAllocManaged, (CUdeviceptr *, size_t, unsigned), &at, 100 * MIB, 1), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 100);
    EQUAL(CUDA(cuMemAdvise, (CUdeviceptr, size_t, unsigned, CUdevice), at, 100 * MIB, READ_MOSTLY, 0), 0);
    EQUAL(CUDA(cuMemPrefetchAsync_v2, (CUdeviceptr, size_t, CUmemLocation, unsigned, CUstream), at, 60 * MIB, host, 0, NULL), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 40);
    EQUAL(CUDA(cuMemPrefetchAsync, (CUdeviceptr, size_t, CUdevice, CUstream), at, 100 * MIB, 0, NULL), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 100);
    EQUAL(CUDA(cuMemPrefetchAsync, (CUdeviceptr, size_t, CUdevice, CUstream), at, 101 * MIB, CPU, NULL), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), at), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

TEST(ExportTable_OfMemory_AllocatesWithoutAName)
{
    static const CUuuid memory = {{0x43, 0x53, 0x49, 0x4d, 0x6d, 0x65, 0x4d, 0x01, 0x8e, 0x21, 0x5c, 0x70, 0x1b, 0x9a, 0x44, 0xd2}}, unknown = {{1}};
    const void *found;
    CUdeviceptr at;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuGetExportTable, (const void **, const CUuuid *), &found, &memory), 0);
    const size_t *words = found;
    EQUAL(words[0], 40);
    EQUAL(((CUresult(*)(CUdeviceptr *, size_t))words[1])(&at, 50 * MIB), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 50);
    EQUAL(((CUresult(*)(CUdeviceptr))words[2])(at), 0);
    EQUAL(CUDA(cuGetExportTable, (const void **, const CUuuid *), &found, &unknown), CUDA_ERROR_NOT_FOUND);
    CHECK(!found);
}

static CUfunction spin(void)
{
    CUfunction found;
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &found, load("image"), "spin_us"), 0);
    return found;
}

static CUstream new_stream(void)
{
    CUstream stream;
    EQUAL(CUDA(cuStreamCreate, (CUstream *, unsigned), &stream, 1), 0);
    return stream;
}

/* The time between two events around the launch, behind a long kernel so that no gap of the host is in it. */
static int milliseconds_of(CUresult (*launch)(CUfunction, CUstream))
{
    CUevent before, after;
    float milliseconds;
    CUfunction function = spin();
    CUstream stream = new_stream();
    unsigned first = 200000;
    void *parameters[] = {&first};
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &before, 0), 0);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &after, 0), 0);
    EQUAL(CUDA(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), function, 1,
               1, 1, 1, 1, 1, 0, stream, parameters, NULL), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), before, stream), 0);
    EQUAL(launch(function, stream), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), after, stream), 0);
    EQUAL(CUDA(cuEventSynchronize, (CUevent), after), 0);
    EQUAL(CUDA(cuEventElapsedTime, (float *, CUevent, CUevent), &milliseconds, before, after), 0);
    return (int)(milliseconds + 0.5f);
}

static CUresult legacy(CUfunction function, CUstream stream)
{
    EQUAL(CUDA(cuFuncSetBlockShape, (CUfunction, int, int, int), function, 32, 1, 1), 0);
    EQUAL(CUDA(cuParamSeti, (CUfunction, int, unsigned), function, 0, 7000), 0);
    EQUAL(CUDA(cuParamSetSize, (CUfunction, unsigned), function, 4), 0);
    return CUDA(cuLaunchGridAsync, (CUfunction, int, int, CUstream), function, 4, 1, stream);
}

static unsigned six_ms = 6000;
static void *six[] = {&six_ms};

static CUresult cooperative(CUfunction function, CUstream stream)
{
    return CUDA(cuLaunchCooperativeKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **), function,
                132, 1, 1, 1024, 1, 1, 0, stream, six);
}

static CUresult several(CUfunction function, CUstream stream)
{
    CUDA_LAUNCH_PARAMS one = {function, 1, 1, 1, 32, 1, 1, 0, stream, six};
    return CUDA(cuLaunchCooperativeKernelMultiDevice, (CUDA_LAUNCH_PARAMS *, unsigned, unsigned), &one, 1, 0);
}

static CUresult extended(CUfunction function, CUstream stream)
{
    CUlaunchAttribute attributes[] = {{.id = 4, .value.number = 2}, {.id = CU_LAUNCH_ATTRIBUTE_COOPERATIVE, .value.number = 1}};
    CUlaunchConfig config = {1, 1, 1, 32, 1, 1, 0, stream, attributes, 2};
    return CUDA(cuLaunchKernelEx, (const CUlaunchConfig *, CUfunction, void **, void **), &config, function, six, NULL);
}

TEST(Launch_OfEveryKind_TakesItsTime)
{
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(milliseconds_of(legacy), 7);
    EQUAL(milliseconds_of(cooperative), 6);
    EQUAL(milliseconds_of(several), 6);
    EQUAL(milliseconds_of(extended), 6);
}

TEST(Launch_CooperativeTooLarge_IsRefused)
{
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuLaunchCooperativeKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **), spin(), 265,
               1, 1, 1024, 1, 1, 0, NULL, six), CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE);
}

const struct test context_tests[] = {
    ENTRY(Module_Load_TakesItsImagesSize), ENTRY(Module_Global_HasOneAddress), ENTRY(Context_Limits_TakeMemoryAndGiveItBack),
    ENTRY(Managed_Prefetched_CountsWhereItIs), ENTRY(ExportTable_OfMemory_AllocatesWithoutAName), ENTRY(Launch_OfEveryKind_TakesItsTime),
    ENTRY(Launch_CooperativeTooLarge_IsRefused), {NULL, NULL},
};
