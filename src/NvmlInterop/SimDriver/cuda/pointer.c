#include "cuda_internal.h"

/* Numbers of CUpointer_attribute. */
enum { CONTEXT = 1, MEMORY_TYPE, DEVICE_POINTER, HOST_POINTER, SYNC_MEMOPS = 6, BUFFER_ID, IS_MANAGED, ORDINAL, RANGE_START = 11, RANGE_SIZE, MAPPED };

static bool on_host(const struct allocation *found)
{
    return found->kind == MEMORY_HOST || found->kind == MEMORY_REGISTERED;
}

static CUresult read_attribute(void *data, int attribute, const struct allocation *found, CUdeviceptr at)
{
    switch (attribute) {
    case CONTEXT: *(CUcontext *)data = found->context; break;
    case MEMORY_TYPE: *(unsigned *)data = on_host(found) ? CU_MEMORYTYPE_HOST : CU_MEMORYTYPE_DEVICE; break;
    case DEVICE_POINTER: *(CUdeviceptr *)data = at; break;
    case HOST_POINTER:
        if (found->kind == MEMORY_DEVICE)
            return CUDA_ERROR_INVALID_VALUE;
        *(CUdeviceptr *)data = at;
        break;
    case SYNC_MEMOPS: *(unsigned *)data = 0; break;
    case BUFFER_ID: *(unsigned long long *)data = found->id; break;
    case IS_MANAGED: *(unsigned *)data = found->kind == MEMORY_MANAGED; break;
    case ORDINAL: *(int *)data = found->ordinal; break;
    case RANGE_START: *(CUdeviceptr *)data = found->base; break;
    case RANGE_SIZE: *(size_t *)data = found->size; break;
    case MAPPED: *(unsigned *)data = 1; break;
    default: return CUDA_ERROR_NOT_SUPPORTED;
    }
    return CUDA_SUCCESS;
}

API CUresult cuPointerGetAttribute(void *data, int attribute, CUdeviceptr at)
{
    struct allocation found;
    READY;
    NEED(data && allocation_find(at, &found));
    return read_attribute(data, attribute, &found, at);
}

/* For memory that is not CUDA's, each answer is zero. */
API CUresult cuPointerGetAttributes(unsigned count, int *attributes, void **data, CUdeviceptr at)
{
    struct allocation found;
    READY;
    NEED(count && attributes && data);
    bool known = allocation_find(at, &found);
    for (unsigned i = 0; i < count; i++) {
        bool wide = attributes[i] <= HOST_POINTER || attributes[i] == BUFFER_ID || attributes[i] == RANGE_START || attributes[i] == RANGE_SIZE;
        if (known && read_attribute(data[i], attributes[i], &found, at) == CUDA_SUCCESS)
            continue;
        if (wide && attributes[i] != MEMORY_TYPE)
            *(uint64_t *)data[i] = 0;
        else
            *(int *)data[i] = attributes[i] == ORDINAL ? -2 : 0;
    }
    return CUDA_SUCCESS;
}

API CUresult cuPointerSetAttribute(const void *value, int attribute, CUdeviceptr at)
{
    struct allocation found;
    READY;
    NEED(value && attribute == SYNC_MEMOPS && allocation_find(at, &found));
    return CUDA_SUCCESS;
}
