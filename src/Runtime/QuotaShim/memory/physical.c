/*
 * Memory by handle. It exists as long as a handle or a mapping refers to it; handles and mappings are entries that name it by a number of
 * ours, because the driver may use a handle's value again while a mapping still holds the memory.
 */
#include "charge.h"

/* Another handle or mapping of the memory is there, or gone. */
static void refer(uint64_t number, int change)
{
    struct cq_charge ended;
    if (cq_table_count(CQ_PHYSICAL, number, change, &ended) && ended.kind)
        cq_charge_drop(&ended);
}

/* Returns whether it is a new one: one that is retained has several references of its own. */
static bool add_handle(uint64_t handle, uint64_t number)
{
    struct cq_charge entry = {.kind = CQ_HANDLE, .key = handle, .value = number, .count = 1, .gpu = -1}, ended;
    return !cq_table_count(CQ_HANDLE, handle, 1, &ended) && cq_table_add(&entry);
}

API CUresult cuMemCreate(unsigned long long *handle, size_t size, const struct cq_memory_properties *properties, unsigned long long flags)
{
    struct cq_charge charge = {.kind = CQ_PHYSICAL, .count = 1, .gpu = -1};
    if (handle && size && properties && properties->location.type == CQ_ON_DEVICE)
        charge.gpu = cq_gpu_of_device(properties->location.id);
    if (charge.gpu < 0)
        return CALL(cuMemCreate, handle, size, properties, flags);
    if (!cq_charge_begin(&charge, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuMemCreate, handle, size, properties, flags);
    uint64_t number = atomic_fetch_add(&cq_process()->last_physical, 1) + 1;
    if (result == CUDA_SUCCESS)
        add_handle(*handle, number);
    return cq_charge_end(&charge, result, number);
}

/* Taken out before the driver frees it, and put back when it would not. */
API CUresult cuMemRelease(unsigned long long handle)
{
    struct cq_charge entry = {.kind = CQ_NONE}, ended = {.kind = CQ_NONE};
    bool known = cq_table_find(CQ_HANDLE, handle, &entry) && cq_table_count(CQ_HANDLE, handle, -1, &ended);
    CUresult result = CALL(cuMemRelease, handle);
    if (result == CUDA_SUCCESS && ended.kind)
        refer(ended.value, -1);
    else if (result != CUDA_SUCCESS && known)
        add_handle(handle, entry.value);
    return result;
}

API CUresult cuMemMap(CUdeviceptr at, size_t size, size_t offset, unsigned long long handle, unsigned long long flags)
{
    struct cq_charge entry;
    CUresult result = CALL(cuMemMap, at, size, offset, handle, flags);
    if (result != CUDA_SUCCESS || !cq_table_find(CQ_HANDLE, handle, &entry))
        return result;
    struct cq_charge mapping = {.kind = CQ_MAPPING, .key = at, .bytes = size, .value = entry.value, .gpu = -1};
    refer(entry.value, 1);
    cq_table_add(&mapping);
    return result;
}

/* Charged to whoever made it; but where that was this process, the driver may give the handle that is known here already. */
API CUresult cuMemImportFromShareableHandle(unsigned long long *handle, void *from, int type)
{
    struct cq_charge ended;
    CUresult result = CALL(cuMemImportFromShareableHandle, handle, from, type);
    if (result == CUDA_SUCCESS)
        cq_table_count(CQ_HANDLE, *handle, 1, &ended);
    return result;
}

struct range {
    CUdeviceptr at;
    size_t size;
};

static bool lies_in(const struct cq_charge *entry, const void *context)
{
    const struct range *range = context;
    return entry->kind == CQ_MAPPING && entry->key >= range->at && entry->key - range->at < range->size;
}

static bool holds(const struct cq_charge *entry, const void *context)
{
    const struct range *range = context;
    return entry->kind == CQ_MAPPING && range->at - entry->key < entry->bytes;
}

/* The addresses stay reserved: nobody else gets them before the driver has answered and the mappings are gone here too. */
API CUresult cuMemUnmap(CUdeviceptr at, size_t size)
{
    struct cq_charge mapping;
    struct range range = {at, size};
    size_t from = 0;
    CUresult result = CALL(cuMemUnmap, at, size);
    while (result == CUDA_SUCCESS && cq_table_take_one(lies_in, &range, &from, &mapping))
        refer(mapping.value, -1);
    return result;
}

API CUresult cuMemRetainAllocationHandle(unsigned long long *handle, void *address)
{
    struct cq_charge mapping;
    struct range range = {(uintptr_t)address, 1};
    size_t from = 0;
    CUresult result = CALL(cuMemRetainAllocationHandle, handle, address);
    if (result == CUDA_SUCCESS && cq_table_find_one(holds, &range, &from, &mapping) && add_handle(*handle, mapping.value))
        refer(mapping.value, 1);
    return result;
}

/* What is mapped into a sparse array stays charged for good: its mappings have no addresses by which they could be told. */
static void pin(const struct cq_array_mapping *list, unsigned count)
{
    struct cq_charge entry;
    for (unsigned i = 0; list && i < count; i++)
        if (list[i].operation == CQ_ARRAY_MAP && cq_table_find(CQ_HANDLE, list[i].handle, &entry))
            refer(entry.value, 1);
}

API CUresult cuMemMapArrayAsync(struct cq_array_mapping *list, unsigned count, CUstream stream)
{
    CUresult result = CALL(cuMemMapArrayAsync, list, count, stream);
    if (result == CUDA_SUCCESS)
        pin(list, count);
    return result;
}

API CUresult cuMemMapArrayAsync_ptsz(struct cq_array_mapping *list, unsigned count, CUstream stream)
{
    CUresult result = CALL(cuMemMapArrayAsync_ptsz, list, count, stream);
    if (result == CUDA_SUCCESS)
        pin(list, count);
    return result;
}
