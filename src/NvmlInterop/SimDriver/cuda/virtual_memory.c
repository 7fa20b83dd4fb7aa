/*
 * Virtual memory management: physical memory is charged when it is created and given back when its handle is released and nothing maps it.
 * A mapping's data live in the reserved addresses; one handle mapped twice does not share them.
 */
#include "cuda_internal.h"

#include <stdlib.h>
#include <sys/mman.h>

#define GRANULARITY (2 * SIM_MIB)

typedef struct { int type, handle_types; CUmemLocation location; void *security; unsigned char flags[8]; } CUmemAllocationProp;
typedef unsigned long long CUmemGenericAllocationHandle;

struct physical {
    CUmemAllocationProp properties;
    size_t size;
    unsigned references;
};

struct mapping {
    struct mapping *next;
    struct physical *memory;
    CUdeviceptr at;
    size_t size;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct mapping *mappings;

static bool aligned(size_t size)
{
    return size && size % GRANULARITY == 0;
}

static void drop(struct physical *memory)
{
    if (--memory->references)
        return;
    const struct cuda_device *device = cuda_device(memory->properties.location.id);
    sim_give_bytes(&cuda, cuda_slot, device->gpu, memory->size);
    free(memory);
}

API CUresult cuMemGetAllocationGranularity(size_t *granularity, const CUmemAllocationProp *properties, int option)
{
    READY;
    NEED(granularity && properties && option >= 0 && option <= 1);
    *granularity = GRANULARITY;
    return CUDA_SUCCESS;
}

API CUresult cuMemCreate(CUmemGenericAllocationHandle *handle, size_t size, const CUmemAllocationProp *properties, unsigned long long flags)
{
    READY;
    NEED(handle && properties && !flags && aligned(size) && properties->location.type == 1);
    const struct cuda_device *device = cuda_device(properties->location.id);
    if (!device)
        return CUDA_ERROR_INVALID_DEVICE;
    struct physical *made = calloc(1, sizeof *made);
    if (!made || !sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, size)) {
        free(made);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    *made = (struct physical){*properties, size, 1};
    *handle = (uintptr_t)made;
    return CUDA_SUCCESS;
}

API CUresult cuMemRelease(CUmemGenericAllocationHandle handle)
{
    READY;
    NEED(handle);
    pthread_mutex_lock(&guard);
    drop((struct physical *)(uintptr_t)handle);
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}

API CUresult cuMemAddressReserve(CUdeviceptr *at, size_t size, size_t alignment, CUdeviceptr wish, unsigned long long flags)
{
    (void)alignment, (void)wish;
    CURRENT(context);
    NEED(at && aligned(size) && !flags);
    return allocation_new(context, MEMORY_RESERVED, size, at);
}

API CUresult cuMemAddressFree(CUdeviceptr at, size_t size)
{
    struct allocation found;
    READY;
    NEED(allocation_find(at, &found) && found.kind == MEMORY_RESERVED && found.base == at && found.size == size);
    return allocation_delete(at, KIND(MEMORY_RESERVED));
}

API CUresult cuMemMap(CUdeviceptr at, size_t size, size_t offset, CUmemGenericAllocationHandle handle, unsigned long long flags)
{
    struct allocation found;
    struct physical *memory = (struct physical *)(uintptr_t)handle;
    READY;
    NEED(memory && !offset && !flags && aligned(size) && size <= memory->size);
    NEED(allocation_find(at, &found) && found.kind == MEMORY_RESERVED && size <= found.size - (at - found.base));
    struct mapping *made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    pthread_mutex_lock(&guard);
    *made = (struct mapping){mappings, memory, at, size};
    mappings = made;
    memory->references++;
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}

API CUresult cuMemUnmap(CUdeviceptr at, size_t size)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    READY;
    pthread_mutex_lock(&guard);
    for (struct mapping **link = &mappings; *link;) {
        struct mapping *old = *link;
        if (old->at < at || old->at + old->size > at + size) {
            link = &old->next;
            continue;
        }
        *link = old->next;
        madvise((void *)(uintptr_t)old->at, old->size, MADV_DONTNEED);
        drop(old->memory);
        free(old);
        result = CUDA_SUCCESS;
    }
    pthread_mutex_unlock(&guard);
    return result;
}

API CUresult cuMemSetAccess(CUdeviceptr at, size_t size, const void *access, size_t count)
{
    struct allocation found;
    READY;
    NEED(size && access && count && allocation_find(at, &found));
    return CUDA_SUCCESS;
}

API CUresult cuMemGetAccess(unsigned long long *flags, const CUmemLocation *location, CUdeviceptr at)
{
    struct allocation found;
    READY;
    NEED(flags && location && allocation_find(at, &found));
    *flags = 3;
    return CUDA_SUCCESS;
}
