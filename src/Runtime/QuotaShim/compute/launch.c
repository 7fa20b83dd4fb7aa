/* Launches of single kernels. */
#include "capture.h"
#include "shape.h"

HOT void compute_charge(int gpu, uint64_t units)
{
    const struct cq_region *region = gpu < 0 ? NULL : cq_region();
    if (region)
        bucket_charge(&region->counters->bucket[gpu], &region->limits->gpu[gpu], units);
}

/* A kernel runs in the current context; with a stream of another one the driver refuses it. */
static inline void charge(CUstream stream, struct work_shape shape)
{
    if (!capturing(stream))
        compute_charge(cq_gpu_of_current(NULL), compute_units(shape));
}

#define LAUNCH(name, null_stream) \
    HOT API CUresult name(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z, \
                      unsigned shared, CUstream stream, void **parameters, void **extra) \
    { \
        charge(stream ? stream : (null_stream), (struct work_shape){grid_x, grid_y, grid_z, block_x, block_y, block_z}); \
        return CALL(name, function, grid_x, grid_y, grid_z, block_x, block_y, block_z, shared, stream, parameters, extra); \
    }
#define LAUNCH_COOPERATIVE(name, null_stream) \
    HOT API CUresult name(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z, \
                      unsigned shared, CUstream stream, void **parameters) \
    { \
        charge(stream ? stream : (null_stream), (struct work_shape){grid_x, grid_y, grid_z, block_x, block_y, block_z}); \
        return CALL(name, function, grid_x, grid_y, grid_z, block_x, block_y, block_z, shared, stream, parameters); \
    }
#define LAUNCH_BY_CONFIG(name, null_stream) \
    HOT API CUresult name(const CUlaunchConfig *config, CUfunction function, void **parameters, void **extra) \
    { \
        if (config) \
            charge(config->hStream ? config->hStream : (null_stream), SHAPE_IN(config)); \
        return CALL(name, config, function, parameters, extra); \
    }

LAUNCH(cuLaunchKernel, LEGACY_STREAM)
LAUNCH(cuLaunchKernel_ptsz, PER_THREAD_STREAM)
LAUNCH_COOPERATIVE(cuLaunchCooperativeKernel, LEGACY_STREAM)
LAUNCH_COOPERATIVE(cuLaunchCooperativeKernel_ptsz, PER_THREAD_STREAM)
LAUNCH_BY_CONFIG(cuLaunchKernelEx, LEGACY_STREAM)
LAUNCH_BY_CONFIG(cuLaunchKernelEx_ptsz, PER_THREAD_STREAM)

/* Each device pays for its own part. */
API CUresult cuLaunchCooperativeKernelMultiDevice(CUDA_LAUNCH_PARAMS *list, unsigned count, unsigned flags)
{
    for (unsigned i = 0; list && i < count; i++)
        if (!capturing(list[i].hStream))
            compute_charge(cq_gpu_of_stream(list[i].hStream), compute_units(SHAPE_IN(&list[i])));
    return CALL(cuLaunchCooperativeKernelMultiDevice, list, count, flags);
}

/* The ways of launching from before 2011 take the shape of a block from the function. */
static void charge_shaped(CUfunction function, CUstream stream, int width, int height)
{
    if (width > 0 && height > 0)
        charge(stream, (struct work_shape){(unsigned)width, (unsigned)height, 1, shape_of(function), 1, 1});
}

API CUresult cuLaunch(CUfunction function)
{
    charge_shaped(function, LEGACY_STREAM, 1, 1);
    return CALL(cuLaunch, function);
}

API CUresult cuLaunchGrid(CUfunction function, int width, int height)
{
    charge_shaped(function, LEGACY_STREAM, width, height);
    return CALL(cuLaunchGrid, function, width, height);
}

API CUresult cuLaunchGridAsync(CUfunction function, int width, int height, CUstream stream)
{
    charge_shaped(function, stream ? stream : LEGACY_STREAM, width, height);
    return CALL(cuLaunchGridAsync, function, width, height, stream);
}
