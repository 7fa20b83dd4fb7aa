/*
 * Device memory is address space: mapped on demand and never committed beforehand, so that 140 GiB cost nothing until they are touched.
 * What is charged to the GPU follows the driver's blocks of 2 MiB; small allocations share blocks.
 */
#include "shared.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK (2 * SIM_MIB)
#define SMALL SIM_MIB

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct allocation *table;
static size_t count, capacity;
static uint64_t small_bytes[SIM_GPUS], next_id = 1;

static uint64_t blocks(uint64_t bytes)
{
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
}

/* The first entry above the address. */
static size_t upper(uintptr_t at)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table[middle].base <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct allocation *holding(uintptr_t at)
{
    size_t index = upper(at);
    return index && at - table[index - 1].base < table[index - 1].size ? &table[index - 1] : NULL;
}

static bool grow(void)
{
    if (count < capacity)
        return true;
    size_t more = capacity ? capacity * 2 : 256;
    struct allocation *bigger = realloc(table, more * sizeof *bigger);
    if (!bigger)
        return false;
    table = bigger;
    capacity = more;
    return true;
}

static void insert(const struct allocation *made)
{
    size_t index = upper(made->base);
    memmove(&table[index + 1], &table[index], (count - index) * sizeof *table);
    table[index] = *made;
    table[index].id = next_id++;
    count++;
}

static bool is_plain(const struct allocation *one)
{
    return one->kind == MEMORY_DEVICE || one->kind == MEMORY_ARRAY;
}

/* Charges: what the GPU's used memory grows by. Small ones often grow it by nothing. */
static uint64_t charge_of(uint32_t gpu, size_t size)
{
    return size >= SMALL ? blocks(size) : blocks(small_bytes[gpu] + size) - blocks(small_bytes[gpu]);
}

static bool charge(struct allocation *made)
{
    uint32_t gpu = made->context->device->gpu;
    made->charged = charge_of(gpu, made->size);
    if (made->charged && !sim_take_bytes(&cuda, cuda_slot, gpu, made->context->device->gi, made->charged)) {
        made->charged = 0;
        return false;
    }
    if (made->size < SMALL)
        small_bytes[gpu] += made->size;
    return true;
}

static void uncharge(struct allocation *old)
{
    if (old->kind == MEMORY_MANAGED) {
        residency_end(old);
        return;
    }
    uint32_t gpu = old->context->device->gpu;
    uint64_t bytes = old->charged;
    if (is_plain(old) && old->size < SMALL) {
        small_bytes[gpu] -= old->size;
        bytes = blocks(small_bytes[gpu] + old->size) - blocks(small_bytes[gpu]);
    }
    if (bytes)
        sim_give_bytes(&cuda, cuda_slot, gpu, bytes);
}

static void *map(size_t size)
{
    void *at = NULL;
    if (size < SMALL)
        return posix_memalign(&at, 512, size) ? NULL : at;
    at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return NULL;
    madvise(at, size, MADV_DONTDUMP); /* as little a part of a core file as real device memory */
    return at;
}

static void unmap(const struct allocation *old)
{
    if (old->kind == MEMORY_REGISTERED)
        return;
    if (old->size < SMALL && old->kind != MEMORY_IMPORT)
        free((void *)old->base);
    else
        munmap((void *)old->base, old->size);
}

static bool charged_kind(struct allocation *made)
{
    if (is_plain(made))
        return charge(made);
    if (made->kind == MEMORY_MANAGED)
        residency_begin(made, blocks(made->size));
    return true;
}

CUresult allocation_new_owned(CUcontext context, enum memory_kind kind, size_t size, void *owner, CUdeviceptr *at)
{
    struct allocation made = {.size = size, .kind = kind, .context = context, .ordinal = context->ordinal, .owner = owner};
    CUresult result = CUDA_ERROR_OUT_OF_MEMORY;
    pthread_mutex_lock(&guard);
    if (size < (size_t)1 << 47 && grow() && charged_kind(&made)) {
        made.base = (uintptr_t)map(size);
        if (made.base) {
            insert(&made);
            *at = made.base;
            result = CUDA_SUCCESS;
        } else {
            uncharge(&made);
        }
    }
    pthread_mutex_unlock(&guard);
    return result;
}

CUresult allocation_new(CUcontext context, enum memory_kind kind, size_t size, CUdeviceptr *at)
{
    return allocation_new_owned(context, kind, size, NULL, at);
}

CUresult allocation_register(CUcontext context, void *at, size_t size)
{
    struct allocation made = {.base = (uintptr_t)at, .size = size, .kind = MEMORY_REGISTERED, .context = context, .ordinal = context->ordinal};
    pthread_mutex_lock(&guard);
    CUresult result = holding(made.base) ? CUDA_ERROR_INVALID_VALUE : grow() ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
    if (result == CUDA_SUCCESS)
        insert(&made);
    pthread_mutex_unlock(&guard);
    return result;
}

static void forget(size_t index)
{
    struct allocation old = table[index];
    memmove(&table[index], &table[index + 1], (count - index - 1) * sizeof *table);
    count--;
    unmap(&old);
}

/* The addresses of a graph's block stay reserved for its next launch. */
static CUresult free_graph_block(size_t index)
{
    bool unused = false;
    if (!graph_block_free(table[index].owner, &unused))
        return CUDA_ERROR_INVALID_VALUE;
    if (unused)
        forget(index);
    else if (table[index].size >= SMALL)
        madvise((void *)table[index].base, table[index].size, MADV_DONTNEED);
    return CUDA_SUCCESS;
}

static CUresult drop(size_t index)
{
    if (table[index].kind == MEMORY_GRAPH)
        return free_graph_block(index);
    if (table[index].shared) {
        shared_end(table[index].shared);
        free(table[index].shared);
    }
    if (table[index].kind == MEMORY_POOL)
        pool_take_back(table[index].owner, &table[index]);
    uncharge(&table[index]);
    forget(index);
    return CUDA_SUCCESS;
}

CUresult allocation_delete(CUdeviceptr at, unsigned kinds)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    pthread_mutex_lock(&guard);
    struct allocation *found = holding((uintptr_t)at);
    if (found && found->base == at && (kinds & KIND(found->kind)))
        result = drop((size_t)(found - table));
    pthread_mutex_unlock(&guard);
    return result;
}

void allocation_forget(CUdeviceptr at)
{
    pthread_mutex_lock(&guard);
    struct allocation *found = holding((uintptr_t)at);
    if (found)
        forget((size_t)(found - table));
    pthread_mutex_unlock(&guard);
}

/* The caller holds the guard. */
static bool give_file(struct allocation *one)
{
    struct shared *made = malloc(sizeof *made);
    if (!made || !shared_new(made, one->context->device, one->size, blocks(one->size))) {
        free(made);
        return false;
    }
    if (!shared_take_over(made, (void *)one->base, one->size)) {
        shared_end(made);
        free(made);
        return false;
    }
    one->shared = made;
    return true;
}

/* Small memory has no pages of its own to share. */
CUresult allocation_share(CUdeviceptr at, struct shared *shared, size_t *offset)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    pthread_mutex_lock(&guard);
    struct allocation *found = holding((uintptr_t)at);
    if (found && (found->kind == MEMORY_DEVICE || found->kind == MEMORY_POOL) && found->size >= SMALL) {
        result = found->shared || give_file(found) ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
        *offset = at - found->base;
    }
    if (result == CUDA_SUCCESS)
        *shared = *found->shared;
    pthread_mutex_unlock(&guard);
    return result;
}

CUresult allocation_import(CUcontext context, const struct shared *shared, size_t size, size_t offset, void *owner, CUdeviceptr *at)
{
    struct allocation made = {.size = size, .kind = MEMORY_IMPORT, .context = context, .ordinal = context->ordinal, .owner = owner};
    CUresult result = CUDA_ERROR_OUT_OF_MEMORY;
    pthread_mutex_lock(&guard);
    void *room = grow() ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, shared->fd, (off_t)offset) : MAP_FAILED;
    if (room != MAP_FAILED) {
        made.base = (uintptr_t)room;
        insert(&made);
        *at = made.base;
        result = CUDA_SUCCESS;
    }
    pthread_mutex_unlock(&guard);
    return result;
}

CUresult allocation_move(CUdeviceptr at, size_t size, bool to_device)
{
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    pthread_mutex_lock(&guard);
    struct allocation *found = holding((uintptr_t)at);
    if (found && found->kind == MEMORY_MANAGED && size && size <= found->size - (at - found->base)) {
        residency_move(found, blocks(size), to_device);
        result = CUDA_SUCCESS;
    }
    pthread_mutex_unlock(&guard);
    return result;
}

struct allocation *allocation_managed(size_t *from, uint32_t gpu)
{
    while (*from < count && !(table[*from].kind == MEMORY_MANAGED && table[*from].context->device->gpu == gpu))
        ++*from;
    return *from < count ? &table[(*from)++] : NULL;
}

void allocation_use(CUcontext context)
{
    if (!residency_is_short(context->device->gpu))
        return;
    pthread_mutex_lock(&guard);
    residency_use(context->device);
    pthread_mutex_unlock(&guard);
}

bool allocation_find(CUdeviceptr at, struct allocation *found)
{
    pthread_mutex_lock(&guard);
    struct allocation *holder = holding((uintptr_t)at);
    if (holder)
        *found = *holder;
    pthread_mutex_unlock(&guard);
    return holder;
}

void allocation_delete_all(CUcontext context)
{
    pthread_mutex_lock(&guard);
    for (size_t index = count; index-- > 0;)
        if (table[index].context == context)
            drop(index);
    pthread_mutex_unlock(&guard);
}
