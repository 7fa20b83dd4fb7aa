#include "capture.h"

#include <string.h>

/* One wave of full thread blocks over the SMs of the device. */
#define WAVE_NS 20000ull

/*
 * Blocks are spread over the SMs as many at a time as their threads fit; each such wave takes the same time. A thousand waves are
 * 20 ms; nothing takes longer than ten seconds.
 */
static uint64_t blocks_at_once(const struct cuda_device *device, uint32_t threads)
{
    uint32_t per_sm = threads ? cuda_gpu(device)->model.threads_per_sm / threads : 1;
    return (uint64_t)cuda_sm_count(device) * (per_sm ? per_sm < 32 ? per_sm : 32 : 1);
}

static uint64_t cost(const struct cuda_device *device, uint64_t blocks, uint32_t threads)
{
    uint64_t at_once = blocks_at_once(device, threads);
    uint64_t waves = (blocks + at_once - 1) / at_once;
    return waves < 500000 ? waves * WAVE_NS : 10000000000ull;
}

uint64_t function_spin_ns(CUfunction function, void **parameters, void **extra)
{
    uint32_t microseconds = 0;
    const void *buffer = extra && extra[0] == (void *)1 ? extra[1] : NULL; /* CU_LAUNCH_PARAM_BUFFER_POINTER */
    const void *from = parameters ? parameters[0] : buffer;
    if (function->spins && from)
        memcpy(&microseconds, from, sizeof microseconds);
    return (uint64_t)microseconds * 1000;
}

uint64_t kernel_ns(const struct cuda_device *device, const CUDA_KERNEL_NODE_PARAMS_v2 *p, uint64_t spin_ns)
{
    uint64_t ns = p->func->spins ? spin_ns : cost(device, (uint64_t)p->gridDimX * p->gridDimY * p->gridDimZ, p->blockDimX * p->blockDimY * p->blockDimZ);
    return ns * 100 / cuda_mps_percent();
}

static bool is_valid(const struct cuda_device *device, const CUDA_KERNEL_NODE_PARAMS_v2 *p)
{
    uint64_t threads = (uint64_t)p->blockDimX * p->blockDimY * p->blockDimZ;
    return p->gridDimX && p->gridDimY && p->gridDimZ && threads && threads <= 1024 &&
           p->sharedMemBytes <= cuda_gpu(device)->model.shared_per_sm_kib * 1024;
}

static CUresult launch(const CUDA_KERNEL_NODE_PARAMS_v2 *params, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (!params->func)
        return CUDA_ERROR_INVALID_HANDLE;
    NEED(is_valid(context->device, params));
    if (is_capturing(stream))
        return capture_kernel(stream, params);
    allocation_use(context);
    uint64_t spin = function_spin_ns(params->func, params->kernelParams, params->extra);
    return queue_run(stream, &(struct work){.kind = WORK_KERNEL, .duration_ns = kernel_ns(context->device, params, spin)});
}

API CUresult cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z,
                            unsigned shared, CUstream stream, void **parameters, void **extra)
{
    return launch(&(CUDA_KERNEL_NODE_PARAMS_v2){function, grid_x, grid_y, grid_z, block_x, block_y, block_z, shared, parameters, extra, NULL, NULL}, stream);
}

/* All blocks of a cooperative launch must be resident at the same time. */
static bool fits_at_once(const struct cuda_device *device, uint64_t blocks, uint64_t threads)
{
    return !threads || blocks <= blocks_at_once(device, (uint32_t)threads);
}

API CUresult cuLaunchCooperativeKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y,
                                       unsigned block_z, unsigned shared, CUstream stream, void **parameters)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (!fits_at_once(context->device, (uint64_t)grid_x * grid_y * grid_z, (uint64_t)block_x * block_y * block_z))
        return CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE;
    return cuLaunchKernel(function, grid_x, grid_y, grid_z, block_x, block_y, block_z, shared, stream, parameters, NULL);
}

/* One launch per device, each in the stream of its own. */
API CUresult cuLaunchCooperativeKernelMultiDevice(CUDA_LAUNCH_PARAMS *list, unsigned count, unsigned flags)
{
    READY;
    NEED(list && count && flags <= 3);
    for (unsigned i = 0; i < count; i++) {
        NEED((uintptr_t)list[i].hStream > 2);
        CUresult result = cuLaunchCooperativeKernel(list[i].function, list[i].gridDimX, list[i].gridDimY, list[i].gridDimZ, list[i].blockDimX,
                                                    list[i].blockDimY, list[i].blockDimZ, list[i].sharedMemBytes, list[i].hStream, list[i].kernelParams);
        if (result != CUDA_SUCCESS)
            return result;
    }
    return CUDA_SUCCESS;
}

static bool is_cooperative(const CUlaunchConfig *config)
{
    for (unsigned i = 0; config->attrs && i < config->numAttrs; i++)
        if (config->attrs[i].id == CU_LAUNCH_ATTRIBUTE_COOPERATIVE)
            return config->attrs[i].value.number;
    return false;
}

API CUresult cuLaunchKernelEx(const CUlaunchConfig *config, CUfunction function, void **parameters, void **extra)
{
    NEED(config);
    if (is_cooperative(config) && !extra)
        return cuLaunchCooperativeKernel(function, config->gridDimX, config->gridDimY, config->gridDimZ, config->blockDimX, config->blockDimY,
                                         config->blockDimZ, config->sharedMemBytes, config->hStream, parameters);
    return cuLaunchKernel(function, config->gridDimX, config->gridDimY, config->gridDimZ, config->blockDimX, config->blockDimY, config->blockDimZ,
                          config->sharedMemBytes, config->hStream, parameters, extra);
}

ALIAS(cuLaunchKernel_ptsz, cuLaunchKernel);
ALIAS(cuLaunchCooperativeKernel_ptsz, cuLaunchCooperativeKernel);
ALIAS(cuLaunchKernelEx_ptsz, cuLaunchKernelEx);
