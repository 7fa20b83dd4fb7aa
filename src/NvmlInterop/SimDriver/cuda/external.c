/* External memory: here the descriptors that cuMemExportToShareableHandle gives, as an importer in another interface would see them. */
#include "array.h"
#include "physical.h"

#include <stdlib.h>

struct CUextMemory_st {
    CUdevice ordinal;
    struct shared shared;
};

/* The descriptor belongs to the driver from here on. */
API CUresult cuImportExternalMemory(CUexternalMemory *memory, const CUDA_EXTERNAL_MEMORY_HANDLE_DESC *handle)
{
    READY;
    NEED(memory && handle && handle->size);
    if (handle->type != CU_EXTERNAL_MEMORY_HANDLE_TYPE_OPAQUE_FD)
        return CUDA_ERROR_NOT_SUPPORTED;
    CUexternalMemory made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = shared_import(handle->handle.fd, &made->shared, &made->ordinal);
    if (result == CUDA_SUCCESS && handle->size > made->shared.label.size) {
        shared_close(&made->shared);
        result = CUDA_ERROR_INVALID_VALUE;
    }
    if (result != CUDA_SUCCESS)
        free(made);
    else
        *memory = made;
    return result;
}

static bool inside(CUexternalMemory memory, unsigned long long offset, unsigned long long size)
{
    uint64_t room = memory->shared.label.size;
    return size && offset % 4096 == 0 && offset < room && size <= room - offset;
}

API CUresult cuExternalMemoryGetMappedBuffer(CUdeviceptr *at, CUexternalMemory memory, const CUDA_EXTERNAL_MEMORY_BUFFER_DESC *window)
{
    CURRENT(context);
    NEED(at && memory && window && !window->flags && inside(memory, window->offset, window->size));
    return allocation_import(context, &memory->shared, window->size, window->offset, memory, at);
}

API CUresult cuExternalMemoryGetMappedMipmappedArray(CUmipmappedArray *mipmap, CUexternalMemory memory,
                                                     const CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC *window)
{
    CUdeviceptr at;
    CURRENT(context);
    NEED(mipmap && memory && window && inside(memory, window->offset, 1));
    size_t room = memory->shared.label.size - window->offset;
    CUresult result = allocation_import(context, &memory->shared, room, window->offset, memory, &at);
    if (result != CUDA_SUCCESS)
        return result;
    *mipmap = mipmap_new(context, &window->arrayDesc, window->numLevels, at, room);
    if (*mipmap)
        return CUDA_SUCCESS;
    allocation_forget(at);
    return CUDA_ERROR_INVALID_VALUE;
}

API CUresult cuDestroyExternalMemory(CUexternalMemory memory)
{
    READY;
    if (!memory)
        return CUDA_ERROR_INVALID_HANDLE;
    shared_close(&memory->shared);
    free(memory);
    return CUDA_SUCCESS;
}
