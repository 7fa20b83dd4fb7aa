#include "pool.h"

#include <stdlib.h>
#include <string.h>

/* A pool grows by this much, or by less when no more fits. */
#define CHUNK (32 * SIM_MIB)
#define BLOCK (2 * SIM_MIB)
#define ROUND 512
#define POOL_MAGIC 0x4c4f4f50u

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct CUpool_st defaults[SIM_GPUS];
static CUmemoryPool all;

static uint64_t up(uint64_t bytes, uint64_t unit)
{
    return bytes > UINT64_MAX - unit ? bytes : (bytes + unit - 1) / unit * unit;
}

bool pool_is(CUmemoryPool pool)
{
    return pool && pool->magic == POOL_MAGIC && !pool->doomed;
}

static void enlist(CUmemoryPool pool, CUdevice ordinal)
{
    pool->magic = POOL_MAGIC;
    pool->ordinal = ordinal;
    pool->location = (CUmemLocation){CU_MEM_LOCATION_TYPE_DEVICE, ordinal};
    pool->reuse[1] = pool->reuse[2] = pool->reuse[3] = 1;
    pool->next = all;
    all = pool;
}

CUmemoryPool pool_of_device(CUdevice ordinal)
{
    pthread_mutex_lock(&guard);
    if (!defaults[ordinal].magic)
        enlist(&defaults[ordinal], ordinal);
    pthread_mutex_unlock(&guard);
    return &defaults[ordinal];
}

CUmemoryPool pool_new(CUdevice ordinal, const CUmemPoolProps *properties)
{
    CUmemoryPool made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->handle_types = properties->handleTypes;
    made->most = properties->maxSize;
    pthread_mutex_lock(&guard);
    enlist(made, ordinal);
    pthread_mutex_unlock(&guard);
    return made;
}

static bool reserve(CUmemoryPool pool, uint64_t bytes)
{
    const struct cuda_device *device = cuda_device(pool->ordinal);
    if ((pool->most && pool->reserved + bytes > up(pool->most, BLOCK)) || !sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, bytes))
        return false;
    pool->reserved += bytes;
    if (pool->reserved > pool->reserved_high)
        pool->reserved_high = pool->reserved;
    return true;
}

static bool grow(CUmemoryPool pool, size_t size)
{
    uint64_t want = pool->used + size;
    return want <= pool->reserved || reserve(pool, up(want - pool->reserved, CHUNK)) || reserve(pool, up(want - pool->reserved, BLOCK));
}

bool pool_take(CUmemoryPool pool, size_t size)
{
    pthread_mutex_lock(&guard);
    size = up(size, ROUND);
    bool fits = grow(pool, size);
    if (fits) {
        pool->used += size;
        pool->allocations++;
        if (pool->used > pool->used_high)
            pool->used_high = pool->used;
    }
    pthread_mutex_unlock(&guard);
    return fits;
}

static void keep_only(CUmemoryPool pool, uint64_t keep)
{
    keep = up(keep > pool->used ? keep : pool->used, CHUNK);
    if (pool->reserved <= keep)
        return;
    sim_give_bytes(&cuda, cuda_slot, cuda_device(pool->ordinal)->gpu, pool->reserved - keep);
    pool->reserved = keep;
}

static void bury(CUmemoryPool pool)
{
    keep_only(pool, 0);
    for (CUmemoryPool *at = &all; *at; at = &(*at)->next)
        if (*at == pool) {
            *at = pool->next;
            break;
        }
    pool->magic = 0;
    free(pool);
}

void pool_give(CUmemoryPool pool, size_t size)
{
    pthread_mutex_lock(&guard);
    pool->used -= up(size, ROUND);
    if (--pool->allocations == 0 && pool->doomed)
        bury(pool);
    pthread_mutex_unlock(&guard);
}

void pool_take_back(void *pool, const struct allocation *old)
{
    pool_give(pool, old->size);
}

void pool_trim(CUmemoryPool pool, uint64_t keep)
{
    pthread_mutex_lock(&guard);
    keep_only(pool, keep);
    pthread_mutex_unlock(&guard);
}

static void settle(CUdevice ordinal, bool thresholds)
{
    pthread_mutex_lock(&guard);
    for (CUmemoryPool pool = all; pool; pool = pool->next)
        if (pool->ordinal == ordinal)
            keep_only(pool, thresholds ? pool->threshold : 0);
    pthread_mutex_unlock(&guard);
}

void cuda_settle(CUcontext context)
{
    settle(context->ordinal, true);
}

void pools_empty(CUdevice ordinal)
{
    settle(ordinal, false);
}

/* What was allocated from it stays until it is freed. */
API CUresult cuMemPoolDestroy(CUmemoryPool pool)
{
    READY;
    NEED(pool_is(pool) && !(pool >= defaults && pool < defaults + SIM_GPUS));
    if (cuda_pool_in_use(pool))
        cuda_use_default_pool(pool->ordinal);
    pthread_mutex_lock(&guard);
    pool->doomed = true;
    if (!pool->allocations)
        bury(pool);
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}
