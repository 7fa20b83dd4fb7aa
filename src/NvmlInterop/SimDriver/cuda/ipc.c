/* Device memory by 64 bytes: the importer finds the maker through its slot, and the memory's file among the maker's descriptors. */
#include "../include/cuda_share_abi.h"
#include "pool.h"
#include "shared.h"

#include <stdlib.h>

/* Memory of another process that is open here; opening it again counts. */
struct opened {
    struct opened *next;
    struct shared shared;
    CUdeviceptr at;
    unsigned count;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct opened *list;

API CUresult cuIpcGetMemHandle(CUipcMemHandle *handle, CUdeviceptr at)
{
    struct shared shared;
    size_t offset;
    CURRENT(context);
    NEED(handle);
    queue_wait(context->queue, queue_last(context->queue));
    CUresult result = allocation_share(at, &shared, &offset);
    if (result == CUDA_SUCCESS)
        shared_ticket(&shared, handle);
    return result;
}

static CUresult map_new(CUcontext context, struct shared *shared, CUdeviceptr *at)
{
    struct opened *made = calloc(1, sizeof *made);
    CUresult result = made ? allocation_import(context, shared, shared->label.size, 0, made, at) : CUDA_ERROR_OUT_OF_MEMORY;
    if (result != CUDA_SUCCESS) {
        shared_close(shared);
        free(made);
        return result;
    }
    *made = (struct opened){list, *shared, *at, 1};
    list = made;
    return CUDA_SUCCESS;
}

/* The caller holds the guard. */
static CUresult open_ticket(CUcontext context, const void *ticket, CUdeviceptr *at)
{
    struct shared shared;
    CUdevice ordinal;
    CUresult result = shared_open_ticket(ticket, &shared, &ordinal);
    if (result != CUDA_SUCCESS)
        return result;
    for (struct opened *known = list; known; known = known->next)
        if (known->shared.label.name.key == shared.label.name.key) {
            shared_close(&shared);
            known->count++;
            *at = known->at;
            return CUDA_SUCCESS;
        }
    return map_new(context, &shared, at);
}

/* In the process that made it the handle is refused, as the driver does. */
API CUresult cuIpcOpenMemHandle_v2(CUdeviceptr *at, CUipcMemHandle handle, unsigned flags)
{
    CURRENT(context);
    NEED(at && flags <= 1);
    if (shared_is_mine(&handle))
        return CUDA_ERROR_INVALID_CONTEXT;
    pthread_mutex_lock(&guard);
    CUresult result = open_ticket(context, &handle, at);
    pthread_mutex_unlock(&guard);
    return result;
}

API CUresult cuIpcOpenMemHandle(CUdeviceptr *at, CUipcMemHandle handle, unsigned flags)
{
    return cuIpcOpenMemHandle_v2(at, handle, flags);
}

static CUresult close_at(CUdeviceptr at)
{
    for (struct opened **link = &list; *link; link = &(*link)->next) {
        struct opened *old = *link;
        if (old->at != at)
            continue;
        if (--old->count)
            return CUDA_SUCCESS;
        *link = old->next;
        allocation_forget(at);
        shared_close(&old->shared);
        free(old);
        return CUDA_SUCCESS;
    }
    return CUDA_ERROR_INVALID_VALUE;
}

API CUresult cuIpcCloseMemHandle(CUdeviceptr at)
{
    CURRENT(context);
    queue_wait(context->queue, queue_last(context->queue));
    pthread_mutex_lock(&guard);
    CUresult result = close_at(at);
    pthread_mutex_unlock(&guard);
    return result;
}

API CUresult cuMemPoolExportPointer(CUmemPoolPtrExportData *data, CUdeviceptr at)
{
    struct allocation found;
    struct shared shared;
    size_t offset;
    READY;
    NEED(data && allocation_find(at, &found) && found.kind == MEMORY_POOL && ((CUmemoryPool)found.owner)->handle_types);
    CUresult result = allocation_share(at, &shared, &offset);
    if (result == CUDA_SUCCESS)
        shared_ticket(&shared, data);
    return result;
}

/* Freed by cuMemFree or in the order of a stream. */
API CUresult cuMemPoolImportPointer(CUdeviceptr *at, CUmemoryPool pool, CUmemPoolPtrExportData *data)
{
    CURRENT(context);
    NEED(at && data && pool_is(pool) && pool->imported);
    pthread_mutex_lock(&guard);
    CUresult result = open_ticket(context, data, at);
    pthread_mutex_unlock(&guard);
    return result;
}

void import_freed(CUdeviceptr at)
{
    pthread_mutex_lock(&guard);
    if (close_at(at) != CUDA_SUCCESS)
        allocation_forget(at); /* a window into external memory */
    pthread_mutex_unlock(&guard);
}
