/* Memory by address: plain, with a pitch, managed. */
#include "charge.h"
#include "pool.h"

#define PITCH 512 /* what rows are aligned to on every GPU so far; the driver's answer is what counts */

CUresult cuMemFree_v2(CUdeviceptr at);

/* False: not governed, or nothing that the driver would accept. */
static HOT bool governed(struct cq_charge *charge, const void *at, size_t size)
{
    *charge = (struct cq_charge){.kind = CQ_ADDRESS, .gpu = -1};
    if (at && size)
        charge->gpu = cq_gpu_of_current(&charge->context);
    return charge->gpu >= 0;
}

CUresult cuMemAllocManaged(CUdeviceptr *at, size_t size, unsigned flags);

HOT API CUresult cuMemAlloc_v2(CUdeviceptr *at, size_t size)
{
    struct cq_charge charge;
    if (!governed(&charge, at, size))
        return CALL(cuMemAlloc_v2, at, size);
    if (!cq_charge_begin(&charge, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    charge.gives_way = cq_gives_way(&charge);
    CUresult result = charge.gives_way ? CALL(cuMemAllocManaged, at, size, CQ_ATTACH_GLOBAL) : CALL(cuMemAlloc_v2, at, size);
    return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *at : 0);
}

/* The first version's addresses and sizes have 32 bits. */
API CUresult cuMemAlloc(unsigned *at, unsigned size)
{
    struct cq_charge charge;
    if (!governed(&charge, at, size))
        return CALL(cuMemAlloc, at, size);
    if (!cq_charge_begin(&charge, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuMemAlloc, at, size);
    return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *at : 0);
}

/* The driver's pitch may be wider; rows that are aligned like this are right for all that a pitch is for. */
static CUresult managed_rows(struct cq_charge *charge, CUdeviceptr *at, size_t *pitch, size_t guess, size_t size)
{
    charge->gives_way = true;
    CUresult result = CALL(cuMemAllocManaged, at, size, CQ_ATTACH_GLOBAL);
    if (result == CUDA_SUCCESS)
        *pitch = guess;
    return cq_charge_end(charge, result, result == CUDA_SUCCESS ? *at : 0);
}

static bool is_element(unsigned bytes)
{
    return bytes == 4 || bytes == 8 || bytes == 16;
}

API CUresult cuMemAllocPitch_v2(CUdeviceptr *at, size_t *pitch, size_t width, size_t height, unsigned element)
{
    struct cq_charge charge;
    size_t guess = (width + PITCH - 1) / PITCH * PITCH, size;
    if (!pitch || __builtin_mul_overflow(guess, height, &size) || !governed(&charge, at, size))
        return CALL(cuMemAllocPitch_v2, at, pitch, width, height, element);
    if (!cq_charge_begin(&charge, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    if (cq_gives_way(&charge) && is_element(element))
        return managed_rows(&charge, at, pitch, guess, size);
    CUresult result = CALL(cuMemAllocPitch_v2, at, pitch, width, height, element);
    if (result != CUDA_SUCCESS || *pitch <= guess)
        return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *at : 0);
    struct cq_charge wider = charge;
    if (cq_charge_begin(&wider, *pitch * height)) {
        cq_charge_end(&charge, CUDA_ERROR_OUT_OF_MEMORY, 0);
        return cq_charge_end(&wider, result, *at);
    }
    CALL(cuMemFree_v2, *at);
    return cq_charge_end(&charge, CUDA_ERROR_OUT_OF_MEMORY, 0);
}

API CUresult cuMemAllocPitch(unsigned *at, unsigned *pitch, unsigned width, unsigned height, unsigned element)
{
    struct cq_charge charge;
    if (!pitch || !governed(&charge, at, (size_t)width * height))
        return CALL(cuMemAllocPitch, at, pitch, width, height, element);
    if (!cq_charge_begin(&charge, ((size_t)width + PITCH - 1) / PITCH * PITCH * height))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuMemAllocPitch, at, pitch, width, height, element);
    return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *at : 0);
}

/* Otherwise it counts as far as the driver says that it is on the GPU: the agent measures that. */
API CUresult cuMemAllocManaged(CUdeviceptr *at, size_t size, unsigned flags)
{
    struct cq_charge charge;
    const struct cq_region *region = cq_region();
    if (!region || !(cq_load(&region->limits->flags) & CQ_MANAGED_IN_FULL) || !governed(&charge, at, size))
        return CALL(cuMemAllocManaged, at, size, flags);
    if (!cq_charge_begin(&charge, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuMemAllocManaged, at, size, flags);
    charge.elsewhere = result == CUDA_SUCCESS;
    if (charge.elsewhere)
        cq_may_be_elsewhere((int64_t)charge.bytes);
    return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *at : 0);
}

/* An address of a pool may come here as well. */
HOT API CUresult cuMemFree_v2(CUdeviceptr at)
{
    CUresult result = CQ_FREE(CQ_ADDRESS, at, CALL(cuMemFree_v2, at));
    cq_settle_pools();
    return result;
}

API CUresult cuMemFree(unsigned at)
{
    return CQ_FREE(CQ_ADDRESS, at, CALL(cuMemFree, at));
}
