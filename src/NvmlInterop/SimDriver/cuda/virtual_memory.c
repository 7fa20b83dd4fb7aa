/*
 * Virtual memory management: physical memory is charged when it is created and given back when its handle is released and nothing maps it.
 * Its data live in the first range that it is mapped to, until a second mapping or process needs them: then in a file.
 */
#include "physical.h"

#include <stdlib.h>
#include <sys/mman.h>

#define GRANULARITY (2 * SIM_MIB)
#define PHYSICAL_MAGIC 0x53594850u

pthread_mutex_t physical_guard = PTHREAD_MUTEX_INITIALIZER;
static struct mapping *mappings;
static bool any_file;

static bool aligned(size_t size)
{
    return size && size % GRANULARITY == 0;
}

bool vmm_is_shared(void)
{
    return __atomic_load_n(&any_file, __ATOMIC_RELAXED);
}

struct physical *physical_of(CUmemGenericAllocationHandle handle)
{
    struct physical *memory = (struct physical *)(uintptr_t)handle;
    return memory && memory->magic == PHYSICAL_MAGIC ? memory : NULL;
}

struct physical *physical_new(const CUmemAllocationProp *properties, size_t size)
{
    struct physical *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    *made = (struct physical){.magic = PHYSICAL_MAGIC, .properties = *properties, .size = size, .references = 1, .shared.fd = -1};
    return made;
}

void physical_drop(struct physical *memory)
{
    if (--memory->references)
        return;
    if (memory->imported)
        shared_close(&memory->shared);
    else if (memory->shared.fd >= 0)
        shared_end(&memory->shared);
    if (!memory->imported)
        sim_give_bytes(&cuda, cuda_slot, cuda_device(memory->properties.location.id)->gpu, memory->size);
    memory->magic = 0;
    free(memory);
}

static struct mapping *first_of(const struct physical *memory)
{
    for (struct mapping *at = mappings; at; at = at->next)
        if (at->memory == memory)
            return at;
    return NULL;
}

bool physical_share(struct physical *memory)
{
    struct mapping *mapped = first_of(memory);
    if (memory->shared.fd >= 0)
        return true;
    if (!shared_new(&memory->shared, cuda_device(memory->properties.location.id), memory->size, memory->size)) {
        memory->shared.fd = -1;
        return false;
    }
    __atomic_store_n(&any_file, true, __ATOMIC_RELAXED);
    return !mapped || shared_take_over(&memory->shared, (void *)(uintptr_t)mapped->at, mapped->size);
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
    NEED(handle && properties && !flags && aligned(size) && properties->type == 1 && properties->location.type == CU_MEM_LOCATION_TYPE_DEVICE);
    const struct cuda_device *device = cuda_device(properties->location.id);
    if (!device)
        return CUDA_ERROR_INVALID_DEVICE;
    if (!sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    struct physical *made = physical_new(properties, size);
    if (!made) {
        sim_give_bytes(&cuda, cuda_slot, device->gpu, size);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    *handle = (uintptr_t)made;
    return CUDA_SUCCESS;
}

API CUresult cuMemRelease(CUmemGenericAllocationHandle handle)
{
    READY;
    pthread_mutex_lock(&physical_guard);
    struct physical *memory = physical_of(handle);
    if (memory)
        physical_drop(memory);
    pthread_mutex_unlock(&physical_guard);
    return memory ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
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

static bool overlaps(CUdeviceptr at, size_t size)
{
    for (struct mapping *one = mappings; one; one = one->next)
        if (one->at < at + size && at < one->at + one->size)
            return true;
    return false;
}

static CUresult map(CUdeviceptr at, size_t size, struct physical *memory)
{
    NEED(memory && size == memory->size && !overlaps(at, size));
    struct mapping *made = calloc(1, sizeof *made);
    bool filed = made && (memory->shared.fd >= 0 || !first_of(memory) || physical_share(memory));
    if (!filed || (memory->shared.fd >= 0 && !shared_map(&memory->shared, (void *)(uintptr_t)at, size, 0))) {
        free(made);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    *made = (struct mapping){mappings, memory, at, size};
    mappings = made;
    memory->references++;
    return CUDA_SUCCESS;
}

API CUresult cuMemMap(CUdeviceptr at, size_t size, size_t offset, CUmemGenericAllocationHandle handle, unsigned long long flags)
{
    struct allocation found;
    READY;
    NEED(!offset && !flags && aligned(size));
    NEED(allocation_find(at, &found) && found.kind == MEMORY_RESERVED && size <= found.size - (at - found.base));
    pthread_mutex_lock(&physical_guard);
    CUresult result = map(at, size, physical_of(handle));
    pthread_mutex_unlock(&physical_guard);
    return result;
}

/* What the handle still holds is kept in a file; the range is empty afterwards. */
static void unmap(struct mapping *old)
{
    void *at = (void *)(uintptr_t)old->at;
    if (old->memory->references > 1 && old->memory->shared.fd < 0) {
        old->next = mappings;
        mappings = old;
        physical_share(old->memory);
        mappings = old->next;
    }
    mmap(at, old->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    physical_drop(old->memory);
    free(old);
}

API CUresult cuMemUnmap(CUdeviceptr at, size_t size)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    READY;
    pthread_mutex_lock(&physical_guard);
    for (struct mapping **link = &mappings; *link;) {
        struct mapping *old = *link;
        if (old->at < at || old->at + old->size > at + size) {
            link = &old->next;
            continue;
        }
        *link = old->next;
        unmap(old);
        result = CUDA_SUCCESS;
    }
    pthread_mutex_unlock(&physical_guard);
    return result;
}

API CUresult cuMemSetAccess(CUdeviceptr at, size_t size, const CUmemAccessDesc *access, size_t count)
{
    READY;
    pthread_mutex_lock(&physical_guard);
    bool mapped = size && access && count && overlaps(at, size);
    pthread_mutex_unlock(&physical_guard);
    return mapped ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

API CUresult cuMemGetAccess(unsigned long long *flags, const CUmemLocation *location, CUdeviceptr at)
{
    struct allocation found;
    READY;
    NEED(flags && location && allocation_find(at, &found));
    *flags = 3;
    return CUDA_SUCCESS;
}

API CUresult cuMemRetainAllocationHandle(CUmemGenericAllocationHandle *handle, void *at)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    READY;
    NEED(handle);
    pthread_mutex_lock(&physical_guard);
    for (struct mapping *one = mappings; one; one = one->next)
        if ((uintptr_t)at - one->at < one->size) {
            one->memory->references++;
            *handle = (uintptr_t)one->memory;
            result = CUDA_SUCCESS;
        }
    pthread_mutex_unlock(&physical_guard);
    return result;
}
