/* The limits of a context that take device memory: above the defaults, which the context's own charge holds, each has its price. */
#include "cuda_internal.h"

#define BLOCK (2 * SIM_MIB)
#define LARGEST_STACK (512u << 10)

/* Numbers of CUlimit. */
enum { STACK_SIZE, PRINTF_FIFO_SIZE, MALLOC_HEAP_SIZE, KNOWN_LIMITS = 7 };

static const size_t defaults[KNOWN_LIMITS] = {1024, 1 << 20, 8 << 20, 2, 2048, 128, 0};

static size_t value_of(const struct CUctx_st *context, unsigned limit)
{
    return context->limits[limit] ? context->limits[limit] : defaults[limit];
}

/* Every thread that can be resident has a stack. */
static uint64_t price(const struct CUctx_st *context, unsigned limit, size_t value)
{
    if (limit > MALLOC_HEAP_SIZE || value <= defaults[limit])
        return 0;
    uint64_t copies = limit == STACK_SIZE ? (uint64_t)cuda_sm_count(context->device) * cuda_gpu(context->device)->model.threads_per_sm : 1;
    return ((value - defaults[limit]) * copies + BLOCK - 1) / BLOCK * BLOCK;
}

API CUresult cuCtxSetLimit(unsigned limit, size_t value)
{
    CURRENT(context);
    if (limit >= KNOWN_LIMITS)
        return CUDA_ERROR_UNSUPPORTED_LIMIT;
    NEED(limit != STACK_SIZE || (value && value <= LARGEST_STACK));
    uint64_t before = price(context, limit, value_of(context, limit)), after = price(context, limit, value);
    if (after > before && !context_charge(context, after - before))
        return CUDA_ERROR_OUT_OF_MEMORY;
    if (after < before)
        context_give(context, context->generation, before - after);
    context->limits[limit] = value;
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetLimit(size_t *value, unsigned limit)
{
    CURRENT(context);
    NEED(value);
    if (limit >= KNOWN_LIMITS)
        return CUDA_ERROR_UNSUPPORTED_LIMIT;
    *value = value_of(context, limit);
    return CUDA_SUCCESS;
}
