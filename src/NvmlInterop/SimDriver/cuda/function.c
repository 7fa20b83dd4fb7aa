#include "module.h"

/* Numbers of CUfunction_attribute. */
enum { MAX_THREADS = 0, REGISTERS = 4, PTX_VERSION = 5, BINARY_VERSION = 6, MAX_DYNAMIC_SHARED = 8 };

API CUresult cuFuncGetAttribute(int *value, int attribute, CUfunction function)
{
    READY;
    NEED(value && function && attribute >= 0 && attribute < 16);
    static const int values[16] = {[MAX_THREADS] = 1024, [REGISTERS] = 32, [PTX_VERSION] = 80, [BINARY_VERSION] = 80, [MAX_DYNAMIC_SHARED] = 49152};
    *value = values[attribute];
    return CUDA_SUCCESS;
}

API CUresult cuFuncSetAttribute(CUfunction function, int attribute, int value)
{
    (void)value;
    READY;
    NEED(function && attribute >= 0 && attribute < 16);
    return CUDA_SUCCESS;
}

API CUresult cuKernelGetAttribute(int *value, int attribute, CUkernel kernel, CUdevice ordinal)
{
    NEED(cuda_device(ordinal));
    return cuFuncGetAttribute(value, attribute, (CUfunction)kernel);
}

API CUresult cuKernelSetAttribute(int attribute, int value, CUkernel kernel, CUdevice ordinal)
{
    NEED(cuda_device(ordinal));
    return cuFuncSetAttribute((CUfunction)kernel, attribute, value);
}

API CUresult cuFuncSetCacheConfig(CUfunction function, int config)
{
    READY;
    NEED(function && config >= 0 && config <= 3);
    return CUDA_SUCCESS;
}

API CUresult cuFuncSetSharedMemConfig(CUfunction function, int config)
{
    return cuFuncSetCacheConfig(function, config);
}

API CUresult cuFuncGetModule(CUmodule *module, CUfunction function)
{
    READY;
    NEED(module && function);
    *module = function->module;
    return CUDA_SUCCESS;
}

API CUresult cuFuncGetName(const char **name, CUfunction function)
{
    READY;
    NEED(name && function);
    *name = function->name;
    return CUDA_SUCCESS;
}

API CUresult cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, CUfunction function, int threads, size_t shared, unsigned flags)
{
    (void)flags;
    CURRENT(context);
    NEED(blocks && function && threads > 0 && threads <= 1024);
    const struct sim_model *model = &cuda_gpu(context->device)->model;
    uint64_t by_threads = model->threads_per_sm / (uint32_t)threads, by_shared = shared ? model->shared_per_sm_kib * 1024 / shared : 32;
    uint64_t least = by_threads < by_shared ? by_threads : by_shared;
    *blocks = (int)(least < 32 ? least : 32);
    return CUDA_SUCCESS;
}

API CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, CUfunction function, int threads, size_t shared)
{
    return cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, function, threads, shared, 0);
}

API CUresult cuOccupancyMaxPotentialBlockSize(int *grid, int *block, CUfunction function, CUoccupancyB2DSize shared_of, size_t shared, int limit)
{
    (void)shared_of, (void)shared;
    CURRENT(context);
    NEED(grid && block && function && limit >= 0);
    *block = limit && limit < 1024 ? limit : 1024;
    *grid = (int)cuda_sm_count(context->device) * (int)(cuda_gpu(context->device)->model.threads_per_sm / (uint32_t)*block);
    return CUDA_SUCCESS;
}

API CUresult cuOccupancyMaxPotentialBlockSizeWithFlags(int *grid, int *block, CUfunction function, CUoccupancyB2DSize shared_of, size_t shared, int limit,
                                                       unsigned flags)
{
    (void)flags;
    return cuOccupancyMaxPotentialBlockSize(grid, block, function, shared_of, shared, limit);
}
