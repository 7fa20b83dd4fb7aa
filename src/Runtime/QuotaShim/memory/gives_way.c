/* Plain memory that is served as managed memory looks like what was asked for, as far as a library can. */
#include "charge.h"

#define NO_HANDLE \
    "coaster: memory cannot be shared between processes: the memory of this container's GPU share is oversubscribed, and there are no handles of memory " \
    "that gives way. Make it by cuMemCreate, or run the container where oversubscription.memoryPercent is 100.\n"

static _Atomic(bool) said;

/* An address within it counts as well. */
static bool gives_way(CUdeviceptr at)
{
    CUdeviceptr base;
    struct cq_charge found;
    return cq_region() && cq_is_backed() && ASK(cuMemGetAddressRange_v2, &base, NULL, at) == CUDA_SUCCESS &&
           cq_table_find(CQ_ADDRESS, base, &found) && found.gives_way;
}

/* Of a word or of a byte the first byte alone is not 0. */
static void tell_plain(void *managed)
{
    *(unsigned char *)managed = 0;
}

API CUresult cuPointerGetAttribute(void *data, int attribute, CUdeviceptr at)
{
    CUresult result = CALL(cuPointerGetAttribute, data, attribute, at);
    bool differs = attribute == CQ_POINTER_IS_MANAGED || attribute == CQ_POINTER_HOST;
    if (result != CUDA_SUCCESS || !differs || !gives_way(at))
        return result;
    if (attribute == CQ_POINTER_HOST)
        return CUDA_ERROR_INVALID_VALUE;
    tell_plain(data);
    return result;
}

API CUresult cuPointerGetAttributes(unsigned count, int *attributes, void **data, CUdeviceptr at)
{
    CUresult result = CALL(cuPointerGetAttributes, count, attributes, data, at);
    if (result != CUDA_SUCCESS || !gives_way(at))
        return result;
    for (unsigned i = 0; i < count; i++)
        if (attributes[i] == CQ_POINTER_IS_MANAGED)
            tell_plain(data[i]);
        else if (attributes[i] == CQ_POINTER_HOST)
            *(void **)data[i] = NULL;
    return result;
}

/* The driver says only that the address is wrong. */
API CUresult cuIpcGetMemHandle(void *handle, CUdeviceptr at)
{
    if (!gives_way(at))
        return CALL(cuIpcGetMemHandle, handle, at);
    cq_complain(&said, NO_HANDLE);
    return CUDA_ERROR_NOT_SUPPORTED;
}
