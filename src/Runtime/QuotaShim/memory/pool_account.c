#include "pool.h"

CUmemoryPool cq_pool_of_device(CUdevice device)
{
    CUmemoryPool pool = NULL;
    return ASK(cuDeviceGetMemPool, &pool, device) == CUDA_SUCCESS ? pool : NULL;
}

/* For the moments at which all are settled. One too many is settled by its own calls alone. The caller holds the pools' lock. */
static void list(struct cq_process *process, uint64_t pool)
{
    uint32_t place = 0, used = atomic_load(&process->pools);
    while (place < used && atomic_load(&process->pool[place]))
        place++;
    if (place == CQ_POOLS)
        return;
    atomic_store(&process->pool[place], pool);
    if (place == used)
        atomic_store(&process->pools, used + 1);
}

void cq_pool_made(CUmemoryPool pool, int gpu)
{
    struct cq_process *process = cq_process();
    struct cq_charge entry = {.kind = CQ_POOL, .key = (uintptr_t)pool, .gpu = gpu}, known;
    cq_lock(&process->pool_lock);
    if (!cq_table_find(CQ_POOL, entry.key, &known) && cq_table_add(&entry) && gpu >= 0)
        list(process, entry.key);
    cq_unlock(&process->pool_lock);
}

void cq_pool_listed(CUmemoryPool pool)
{
    struct cq_process *process = cq_process();
    cq_lock(&process->pool_lock);
    list(process, (uintptr_t)pool);
    cq_unlock(&process->pool_lock);
}

void cq_pool_gone(CUmemoryPool pool)
{
    struct cq_process *process = cq_process();
    cq_lock(&process->pool_lock);
    for (uint32_t i = 0; i < atomic_load(&process->pools); i++)
        if (atomic_load(&process->pool[i]) == (uintptr_t)pool)
            atomic_store(&process->pool[i], 0);
    cq_unlock(&process->pool_lock);
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
    cq_add(&slot->operations, CQ_UNDER_WAY + 1);
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

HOT void cq_settle_pools(void)
{
    struct cq_process *process = cq_process();
    for (uint32_t i = 0, used = atomic_load_explicit(&process->pools, memory_order_relaxed); i < used; i++) {
        uint64_t pool = atomic_load(&process->pool[i]);
        if (pool)
            cq_settle_pool((CUmemoryPool)(uintptr_t)pool);
    }
}

void cq_trim_pools(int gpu)
{
    struct cq_process *process = cq_process();
    struct cq_charge entry;
    for (uint32_t i = 0; i < atomic_load_explicit(&process->pools, memory_order_relaxed); i++) {
        uint64_t pool = atomic_load(&process->pool[i]);
        if (!pool || !cq_table_find(CQ_POOL, pool, &entry) || entry.gpu != gpu)
            continue;
        CALL(cuMemPoolTrimTo, (CUmemoryPool)(uintptr_t)pool, 0);
        cq_settle_pool((CUmemoryPool)(uintptr_t)pool);
    }
}
