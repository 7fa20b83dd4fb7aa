#include "module.h"

#include <string.h>

/* One wave of full thread blocks over the SMs of the device. */
#define WAVE_NS 20000ull

/*
 * Blocks are spread over the SMs as many at a time as their threads fit; each such wave takes the same time. A thousand waves are
 * 20 ms; nothing takes longer than ten seconds.
 */
static uint64_t cost(const struct cuda_device *device, uint64_t blocks, uint32_t threads)
{
    uint32_t per_sm = threads ? cuda_gpu(device)->model.threads_per_sm / threads : 1;
    uint64_t at_once = (uint64_t)cuda_sm_count(device) * (per_sm ? per_sm < 32 ? per_sm : 32 : 1);
    uint64_t waves = (blocks + at_once - 1) / at_once;
    return waves < 500000 ? waves * WAVE_NS : 10000000000ull;
}

static uint64_t spin_time(void **parameters, void **extra)
{
    uint32_t microseconds = 0;
    const void *buffer = extra && extra[0] == (void *)1 ? extra[1] : NULL; /* CU_LAUNCH_PARAM_BUFFER_POINTER */
    const void *from = parameters ? parameters[0] : buffer;
    if (from)
        memcpy(&microseconds, from, sizeof microseconds);
    return (uint64_t)microseconds * 1000;
}

API CUresult cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z,
                            unsigned shared, CUstream stream, void **parameters, void **extra)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (!function)
        return CUDA_ERROR_INVALID_HANDLE;
    uint64_t blocks = (uint64_t)grid_x * grid_y * grid_z, threads = (uint64_t)block_x * block_y * block_z;
    NEED(blocks && threads && threads <= 1024 && shared <= cuda_gpu(context->device)->model.shared_per_sm_kib * 1024);
    uint64_t duration = function->spins ? spin_time(parameters, extra) : cost(context->device, blocks, (uint32_t)threads);
    return queue_run(stream, &(struct work){.kind = WORK_KERNEL, .duration_ns = duration});
}

API CUresult cuLaunchCooperativeKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y,
                                       unsigned block_z, unsigned shared, CUstream stream, void **parameters)
{
    return cuLaunchKernel(function, grid_x, grid_y, grid_z, block_x, block_y, block_z, shared, stream, parameters, NULL);
}

API CUresult cuLaunchKernelEx(const CUlaunchConfig *config, CUfunction function, void **parameters, void **extra)
{
    NEED(config);
    return cuLaunchKernel(function, config->gridDimX, config->gridDimY, config->gridDimZ, config->blockDimX, config->blockDimY, config->blockDimZ,
                          config->sharedMemBytes, config->hStream, parameters, extra);
}

ALIAS(cuLaunchKernel_ptsz, cuLaunchKernel);
ALIAS(cuLaunchCooperativeKernel_ptsz, cuLaunchCooperativeKernel);
ALIAS(cuLaunchKernelEx_ptsz, cuLaunchKernelEx);
