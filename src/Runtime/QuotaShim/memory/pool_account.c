#include "pool.h"

static CUmemoryPool of(const struct cq_charge *entry)
{
    return (CUmemoryPool)(uintptr_t)entry->key;
}

CUmemoryPool cq_pool_of_device(CUdevice device)
{
    CUmemoryPool pool = NULL;
    return ASK(cuDeviceGetMemPool, &pool, device) == CUDA_SUCCESS ? pool : NULL;
}

void cq_pool_made(CUmemoryPool pool, int gpu)
{
    struct cq_process *process = cq_process();
    struct cq_charge entry = {.kind = CQ_POOL, .key = (uintptr_t)pool, .gpu = gpu}, known;
    cq_lock(&process->pool_lock);
    if (!cq_table_find(CQ_POOL, entry.key, &known))
        cq_table_add(&entry);
    cq_unlock(&process->pool_lock);
    atomic_store(&process->uses_pools, true);
}

/* A pool that was not seen being made is a device's own. */
static int gpu_of_unknown(CUmemoryPool pool, CUdevice device)
{
    CUmemoryPool own;
    int count = 0;
    ASK(cuDeviceGetCount, &count);
    for (CUdevice other = 0; other < count; other++)
        if (ASK(cuDeviceGetDefaultMemPool, &own, other) == CUDA_SUCCESS && own == pool)
            return cq_gpu_of_device(other);
    return cq_gpu_of_device(device);
}

int cq_gpu_of_pool(CUmemoryPool pool, CUdevice device)
{
    struct cq_charge entry;
    if (!pool || cq_map(cq_process()) != CQ_MAPPED)
        return -1;
    if (cq_table_find(CQ_POOL, (uintptr_t)pool, &entry))
        return entry.gpu;
    entry.gpu = gpu_of_unknown(pool, device);
    cq_pool_made(pool, entry.gpu);
    return entry.gpu;
}

static uint64_t attribute(CUmemoryPool pool, int which)
{
    uint64_t value = 0;
    return ASK(cuMemPoolGetAttribute, pool, which, &value) == CUDA_SUCCESS ? value : 0;
}

uint64_t cq_pool_slack(CUmemoryPool pool)
{
    uint64_t reserved = attribute(pool, CQ_POOL_RESERVED), used = attribute(pool, CQ_POOL_USED);
    return reserved > used ? reserved - used : 0;
}

/* The caller holds the pools' lock: what is read and what is written belong together. */
static void settle(CUmemoryPool pool)
{
    struct cq_charge entry;
    if (!cq_table_find(CQ_POOL, (uintptr_t)pool, &entry) || entry.gpu < 0)
        return;
    struct cq_slot *slot = cq_slot(cq_process());
    uint64_t holds = cq_round(entry.gpu, attribute(pool, CQ_POOL_RESERVED));
    if (holds == entry.bytes || !slot)
        return;
    cq_add(&slot->used[entry.gpu], holds - entry.bytes);
    cq_add(&slot->operations, 1);
    entry.bytes = holds;
    cq_table_add(&entry);
}

void cq_settle_pool(CUmemoryPool pool)
{
    struct cq_process *process = cq_process();
    cq_lock(&process->pool_lock);
    settle(pool);
    cq_unlock(&process->pool_lock);
}

static bool is_pool(const struct cq_charge *entry, const void *unused)
{
    (void)unused;
    return entry->kind == CQ_POOL && entry->gpu >= 0;
}

void cq_settle_pools(void)
{
    struct cq_process *process = cq_process();
    struct cq_charge entry;
    size_t from = 0;
    if (!atomic_load_explicit(&process->uses_pools, memory_order_relaxed))
        return;
    while (cq_table_find_one(is_pool, NULL, &from, &entry))
        cq_settle_pool(of(&entry));
}

void cq_trim_pools(int gpu)
{
    struct cq_charge entry;
    size_t from = 0;
    if (!atomic_load_explicit(&cq_process()->uses_pools, memory_order_relaxed))
        return;
    while (cq_table_find_one(is_pool, NULL, &from, &entry))
        if (entry.gpu == gpu) {
            CALL(cuMemPoolTrimTo, of(&entry), 0);
            cq_settle_pool(of(&entry));
        }
}
