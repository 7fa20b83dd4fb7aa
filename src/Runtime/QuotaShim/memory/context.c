/* Contexts: what they hold can only be estimated. What was allocated in one ends with it. */
#include "context.h"
#include "pool.h"

#define FIRST_WORD_NS 3000000000ull
#define NAP_NS 10000000
#define UNKNOWN_SIZE (512ull << 20)

uint64_t cq_context_size(int gpu)
{
    const struct cq_region *region = gpu < 0 ? NULL : cq_region();
    if (!region)
        return 0;
    const struct cq_gpu_limits *limits = &region->limits->gpu[gpu];
    for (uint64_t begun = cq_now_ns(); !cq_load(&limits->context_bytes) && cq_now_ns() - begun < FIRST_WORD_NS;)
        cq_sleep_ns(NAP_NS);
    uint64_t size = cq_load(&limits->context_bytes);
    return size ? size : UNKNOWN_SIZE;
}

static bool begin(struct cq_charge *charge, enum cq_kind kind, CUdevice device)
{
    *charge = (struct cq_charge){.kind = kind, .gpu = cq_gpu_of_device(device)};
    charge->bytes = cq_context_size(charge->gpu);
    return cq_estimate(charge->gpu, charge->bytes);
}

/* What is allocated belongs to the current context, and where there is one only nobody has to be asked which that is. */
static void count(CUcontext context)
{
    uint64_t only = CQ_NO_CONTEXT;
    _Atomic(uint64_t) *known = &cq_process()->only_context;
    if (!atomic_compare_exchange_strong(known, &only, (uintptr_t)context) && only != (uintptr_t)context)
        atomic_store(known, CQ_SEVERAL_CONTEXTS);
}

static void forget(uint64_t context)
{
    atomic_compare_exchange_strong(&cq_process()->only_context, &context, CQ_NO_CONTEXT);
}

static CUresult end(struct cq_charge *charge, CUresult result, uint64_t key, CUcontext context)
{
    charge->key = key;
    charge->value = (uintptr_t)context;
    struct cq_charge known;
    if (charge->gpu < 0)
        return result;
    if (result != CUDA_SUCCESS || cq_table_find(charge->kind, key, &known)) {
        cq_estimate_undo(charge->gpu, charge->bytes);
        return result;
    }
    cq_table_add(charge);
    count(context);
    cq_keep(charge->gpu);
    return result;
}

static void gone(const struct cq_charge *context)
{
    forget(context->value);
    cq_charges_end_with((CUcontext)(uintptr_t)context->value);
    cq_estimate_ended(context->gpu, context->bytes);
    cq_settle_pools();
}

static bool is_active(CUdevice device)
{
    unsigned flags;
    int active = 0;
    return ASK(cuDevicePrimaryCtxGetState, device, &flags, &active) == CUDA_SUCCESS && active;
}

CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device);

static CUresult make_primary(CUcontext *context, CUdevice device)
{
    struct cq_charge charge;
    if (!begin(&charge, CQ_PRIMARY, device))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuDevicePrimaryCtxRetain, context, device);
    return end(&charge, result, (uint64_t)device, result == CUDA_SUCCESS ? *context : NULL);
}

/* One thread makes it; those that come at the same time find it made. */
API CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device)
{
    struct cq_process *process = cq_process();
    if (!context || is_active(device))
        return CALL(cuDevicePrimaryCtxRetain, context, device);
    cq_lock(&process->context_lock);
    CUresult result = is_active(device) ? CALL(cuDevicePrimaryCtxRetain, context, device) : make_primary(context, device);
    cq_unlock(&process->context_lock);
    return result;
}

static CUresult after_release(CUresult result, CUdevice device)
{
    struct cq_charge ended;
    if (result == CUDA_SUCCESS && !is_active(device) && cq_table_take(CQ_PRIMARY, (uint64_t)device, &ended))
        gone(&ended);
    return result;
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device)
{
    return after_release(CALL(cuDevicePrimaryCtxRelease_v2, device), device);
}

API CUresult cuDevicePrimaryCtxRelease(CUdevice device)
{
    return after_release(CALL(cuDevicePrimaryCtxRelease, device), device);
}

API CUresult cuDevicePrimaryCtxReset_v2(CUdevice device)
{
    return after_release(CALL(cuDevicePrimaryCtxReset_v2, device), device);
}

API CUresult cuDevicePrimaryCtxReset(CUdevice device)
{
    return after_release(CALL(cuDevicePrimaryCtxReset, device), device);
}

static CUresult made(struct cq_charge *charge, CUresult result, CUcontext *context)
{
    CUcontext it = result == CUDA_SUCCESS ? *context : NULL;
    return end(charge, result, (uintptr_t)it, it);
}

#define CREATE(name, parameters, ...) \
    API CUresult name parameters \
    { \
        struct cq_charge charge; \
        if (!context) \
            return CALL(name, __VA_ARGS__); \
        if (!begin(&charge, CQ_CONTEXT, device)) \
            return CUDA_ERROR_OUT_OF_MEMORY; \
        return made(&charge, CALL(name, __VA_ARGS__), context); \
    }
CREATE(cuCtxCreate, (CUcontext *context, unsigned flags, CUdevice device), context, flags, device)
CREATE(cuCtxCreate_v2, (CUcontext *context, unsigned flags, CUdevice device), context, flags, device)
CREATE(cuCtxCreate_v3, (CUcontext *context, void *list, int count, unsigned flags, CUdevice device), context, list, count, flags, device)
CREATE(cuCtxCreate_v4, (CUcontext *context, void *parameters, unsigned flags, CUdevice device), context, parameters, flags, device)

static CUresult destroyed(CUresult result, const struct cq_charge *ended)
{
    if (ended->kind && result == CUDA_SUCCESS)
        gone(ended);
    else if (ended->kind)
        cq_table_add(ended);
    return result;
}

API CUresult cuCtxDestroy_v2(CUcontext context)
{
    struct cq_charge ended = {.kind = CQ_NONE};
    cq_table_take(CQ_CONTEXT, (uintptr_t)context, &ended);
    return destroyed(CALL(cuCtxDestroy_v2, context), &ended);
}

API CUresult cuCtxDestroy(CUcontext context)
{
    struct cq_charge ended = {.kind = CQ_NONE};
    cq_table_take(CQ_CONTEXT, (uintptr_t)context, &ended);
    return destroyed(CALL(cuCtxDestroy, context), &ended);
}
