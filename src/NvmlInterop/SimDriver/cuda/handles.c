/* Memory and pools as file descriptors. */
#include "physical.h"
#include "pool.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

API CUresult cuMemGetAllocationPropertiesFromHandle(CUmemAllocationProp *properties, CUmemGenericAllocationHandle handle)
{
    READY;
    NEED(properties && physical_of(handle));
    *properties = physical_of(handle)->properties;
    return CUDA_SUCCESS;
}

API CUresult cuMemExportToShareableHandle(void *out, CUmemGenericAllocationHandle handle, int type, unsigned long long flags)
{
    int fd = -1;
    READY;
    NEED(out && !flags && type == CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
    pthread_mutex_lock(&physical_guard);
    struct physical *memory = physical_of(handle);
    bool may = memory && (memory->properties.requestedHandleTypes & type);
    if (may && physical_share(memory))
        fd = fcntl(memory->shared.fd, F_DUPFD_CLOEXEC, 0);
    pthread_mutex_unlock(&physical_guard);
    NEED(may);
    if (fd < 0)
        return CUDA_ERROR_OPERATING_SYSTEM;
    *(int *)out = fd;
    return CUDA_SUCCESS;
}

API CUresult cuMemImportFromShareableHandle(CUmemGenericAllocationHandle *handle, void *from, int type)
{
    struct shared shared;
    CUdevice ordinal;
    READY;
    NEED(handle && type == CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
    int fd = fcntl((int)(intptr_t)from, F_DUPFD_CLOEXEC, 0);
    NEED(fd >= 0);
    CUresult result = shared_import(fd, &shared, &ordinal);
    if (result != CUDA_SUCCESS)
        return close(fd), result;
    CUmemAllocationProp properties = {.type = 1, .requestedHandleTypes = type, .location = {CU_MEM_LOCATION_TYPE_DEVICE, ordinal}};
    struct physical *made = physical_new(&properties, shared.label.size);
    if (!made) {
        shared_close(&shared);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    made->imported = true;
    made->shared = shared;
    *handle = (uintptr_t)made;
    return CUDA_SUCCESS;
}

/* A pool's descriptor says only which GPU it is of: what is in it goes by pointers, one at a time. */
API CUresult cuMemPoolExportToShareableHandle(void *out, CUmemoryPool pool, int type, unsigned long long flags)
{
    struct shared shared;
    READY;
    NEED(out && pool_is(pool) && !flags && type == CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR && (pool->handle_types & type));
    if (!shared_new(&shared, cuda_device(pool->ordinal), 4096, 0))
        return CUDA_ERROR_OPERATING_SYSTEM;
    *(int *)out = shared.fd;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolImportFromShareableHandle(CUmemoryPool *pool, void *from, int type, unsigned long long flags)
{
    struct shared shared;
    CUdevice ordinal;
    READY;
    NEED(pool && !flags && type == CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
    int fd = fcntl((int)(intptr_t)from, F_DUPFD_CLOEXEC, 0);
    NEED(fd >= 0);
    CUresult result = shared_import(fd, &shared, &ordinal);
    if (result != CUDA_SUCCESS)
        return close(fd), result;
    shared_close(&shared);
    *pool = pool_new(ordinal, &(CUmemPoolProps){.handleTypes = type});
    if (!*pool)
        return CUDA_ERROR_OUT_OF_MEMORY;
    (*pool)->imported = true;
    return CUDA_SUCCESS;
}
