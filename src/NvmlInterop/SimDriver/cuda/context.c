#include "pool.h"

#include <stdlib.h>
#include <string.h>

#define ALIVE 0x58544343u
#define DEEPEST 64

enum { PROHIBITED = 2, EXCLUSIVE_PROCESS = 3 };

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct CUctx_st primaries[SIM_GPUS];
static struct CUctx_st *all;
static __thread CUcontext stack[DEEPEST];
static __thread int depth;

static bool is_alive(CUcontext context)
{
    return context && context->magic == ALIVE;
}

CUcontext cuda_current(void)
{
    return depth && is_alive(stack[depth - 1]) ? stack[depth - 1] : NULL;
}

CUresult cuda_current_ready(CUcontext *context)
{
    CUresult ready = cuda_ready();
    if (ready != CUDA_SUCCESS)
        return ready;
    *context = cuda_current();
    if (!*context)
        return CUDA_ERROR_INVALID_CONTEXT;
    if (cuda_mps_is_lost())
        return CUDA_ERROR_MPS_RPC_FAILURE;
    return cuda_gpu((*context)->device)->lost ? CUDA_ERROR_LAUNCH_FAILED : CUDA_SUCCESS;
}

static void count_context(const struct cuda_device *device, int change)
{
    struct sim_slot_gpu *held = &cuda.state->slot[cuda_slot].gpu[device->gpu];
    held->gi = device->gi;
    held->ci = device->ci;
    held->contexts += (uint32_t)change;
}

/* The caller holds the guard. */
static CUresult open_context(CUcontext context, CUdevice ordinal, unsigned flags)
{
    const struct cuda_device *device = cuda_device(ordinal);
    struct sim_gpu *gpu = cuda_gpu(device);
    if (gpu->lost || gpu->compute_mode == PROHIBITED || (gpu->compute_mode == EXCLUSIVE_PROCESS && sim_others_use(&cuda, cuda_slot, device->gpu)))
        return CUDA_ERROR_DEVICE_UNAVAILABLE;
    if (cuda_mps_refusal() != CUDA_SUCCESS)
        return cuda_mps_refusal();
    uint64_t overhead = gpu->model.context_mib * SIM_MIB;
    count_context(device, 1);
    context->queue = queue_new(context);
    if (!context->queue || !sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, overhead)) {
        count_context(device, -1);
        free(context->queue);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    context->ordinal = ordinal;
    context->device = device;
    context->flags = flags;
    context->charged = overhead;
    context->generation++;
    memset(context->limits, 0, sizeof context->limits);
    context->magic = ALIVE;
    context->next = all;
    all = context;
    return CUDA_SUCCESS;
}

bool context_charge(CUcontext context, uint64_t bytes)
{
    const struct cuda_device *device = context->device;
    if (!sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, bytes))
        return false;
    __atomic_add_fetch(&context->charged, bytes, __ATOMIC_RELAXED);
    return true;
}

void context_give(CUcontext context, unsigned generation, uint64_t bytes)
{
    if (!is_alive(context) || context->generation != generation || !bytes)
        return;
    __atomic_sub_fetch(&context->charged, bytes, __ATOMIC_RELAXED);
    sim_give_bytes(&cuda, cuda_slot, context->device->gpu, bytes);
}

static bool has_context(CUdevice ordinal)
{
    for (CUcontext context = all; context; context = context->next)
        if (context->ordinal == ordinal)
            return true;
    return false;
}

static void close_context(CUcontext context)
{
    queue_delete(context->queue);
    allocation_delete_all(context);
    context->magic = 0;
    for (struct CUctx_st **at = &all; *at; at = &(*at)->next)
        if (*at == context) {
            *at = context->next;
            break;
        }
    if (!has_context(context->ordinal))
        pools_empty(context->ordinal);
    graph_memory_settle(context->ordinal);
    sim_give_bytes(&cuda, cuda_slot, context->device->gpu, context->charged);
    count_context(context->device, -1);
}

API CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice ordinal)
{
    READY;
    NEED(context);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    pthread_mutex_lock(&guard);
    CUcontext primary = &primaries[ordinal];
    primary->primary = true;
    CUresult result = primary->references ? CUDA_SUCCESS : open_context(primary, ordinal, primary->flags);
    primary->references += result == CUDA_SUCCESS;
    pthread_mutex_unlock(&guard);
    *context = result == CUDA_SUCCESS ? primary : NULL;
    return result;
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice ordinal)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    pthread_mutex_lock(&guard);
    CUcontext primary = &primaries[ordinal];
    CUresult result = primary->references ? CUDA_SUCCESS : CUDA_ERROR_INVALID_CONTEXT;
    if (primary->references && --primary->references == 0)
        close_context(primary);
    pthread_mutex_unlock(&guard);
    return result;
}

API CUresult cuDevicePrimaryCtxReset_v2(CUdevice ordinal)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    pthread_mutex_lock(&guard);
    if (primaries[ordinal].references)
        close_context(&primaries[ordinal]);
    primaries[ordinal].references = 0;
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxGetState(CUdevice ordinal, unsigned *flags, int *active)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    NEED(flags && active);
    *flags = primaries[ordinal].flags;
    *active = primaries[ordinal].references > 0;
    return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice ordinal, unsigned flags)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    primaries[ordinal].flags = flags;
    return CUDA_SUCCESS;
}

API CUresult cuCtxPushCurrent_v2(CUcontext context)
{
    READY;
    if (!is_alive(context))
        return CUDA_ERROR_INVALID_CONTEXT;
    if (depth == DEEPEST)
        return CUDA_ERROR_OUT_OF_MEMORY;
    stack[depth++] = context;
    return CUDA_SUCCESS;
}

API CUresult cuCtxPopCurrent_v2(CUcontext *context)
{
    READY;
    if (!depth)
        return CUDA_ERROR_INVALID_CONTEXT;
    CUcontext top = stack[--depth];
    if (context)
        *context = top;
    return CUDA_SUCCESS;
}

API CUresult cuCtxSetCurrent(CUcontext context)
{
    READY;
    if (context && !is_alive(context))
        return CUDA_ERROR_INVALID_CONTEXT;
    if (depth)
        depth--;
    if (context)
        stack[depth++] = context;
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetCurrent(CUcontext *context)
{
    READY;
    NEED(context);
    *context = cuda_current();
    return CUDA_SUCCESS;
}

API CUresult cuCtxCreate_v2(CUcontext *context, unsigned flags, CUdevice ordinal)
{
    READY;
    NEED(context);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    CUcontext made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    pthread_mutex_lock(&guard);
    CUresult result = open_context(made, ordinal, flags);
    pthread_mutex_unlock(&guard);
    if (result != CUDA_SUCCESS) {
        free(made);
        return result;
    }
    *context = made;
    return cuCtxPushCurrent_v2(made);
}

API CUresult cuCtxCreate_v3(CUcontext *context, void *affinity, int count, unsigned flags, CUdevice ordinal)
{
    NEED(!count || affinity);
    return cuCtxCreate_v2(context, flags, ordinal);
}

API CUresult cuCtxCreate_v4(CUcontext *context, void *parameters, unsigned flags, CUdevice ordinal)
{
    (void)parameters;
    return cuCtxCreate_v2(context, flags, ordinal);
}

/* The record stays: another thread may still have it on its stack, and finds it dead there. */
API CUresult cuCtxDestroy_v2(CUcontext context)
{
    READY;
    if (!is_alive(context) || context->primary)
        return CUDA_ERROR_INVALID_CONTEXT;
    if (cuda_current() == context)
        depth--;
    pthread_mutex_lock(&guard);
    close_context(context);
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}
