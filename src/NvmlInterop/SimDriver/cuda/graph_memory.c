/*
 * The memory of allocation nodes. Each device has a pool for them: it backs the graph that runs and what no graph has freed yet, grows
 * when a graph is launched or uploaded, and keeps what it has until it is trimmed. Graphs that run one after the other share it.
 */
#include "graph.h"

#include <stdlib.h>

#define BLOCK (2 * SIM_MIB)

struct graph_pool {
    uint64_t reserved, live, running_peak, used_high, reserved_high;
    unsigned running;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct graph_pool pools[SIM_GPUS];

static uint64_t used(const struct graph_pool *pool)
{
    return pool->live > pool->running_peak ? pool->live : pool->running_peak;
}

static void trim(CUdevice ordinal)
{
    struct graph_pool *pool = &pools[ordinal];
    uint64_t keep = (used(pool) + BLOCK - 1) / BLOCK * BLOCK;
    if (pool->reserved <= keep)
        return;
    sim_give_bytes(&cuda, cuda_slot, cuda_device(ordinal)->gpu, pool->reserved - keep);
    pool->reserved = keep;
}

static bool grow(CUdevice ordinal, uint64_t need)
{
    struct graph_pool *pool = &pools[ordinal];
    const struct cuda_device *device = cuda_device(ordinal);
    need = (need + BLOCK - 1) / BLOCK * BLOCK;
    if (need <= pool->reserved)
        return true;
    if (!sim_take_bytes(&cuda, cuda_slot, device->gpu, device->gi, need - pool->reserved))
        return false;
    pool->reserved = need;
    pool->reserved_high = need > pool->reserved_high ? need : pool->reserved_high;
    return true;
}

CUresult graph_block_new(CUcontext context, size_t size, struct graph_block **block)
{
    struct graph_block *made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    *made = (struct graph_block){.references = 1, .size = size, .ordinal = context->ordinal};
    CUresult result = allocation_new_owned(context, MEMORY_GRAPH, size, made, &made->at);
    if (result != CUDA_SUCCESS) {
        free(made);
        return result;
    }
    *block = made;
    return CUDA_SUCCESS;
}

void graph_block_drop(struct graph_block *block)
{
    pthread_mutex_lock(&guard);
    bool gone = __atomic_sub_fetch(&block->references, 1, __ATOMIC_ACQ_REL) == 0 && !block->live;
    pthread_mutex_unlock(&guard);
    if (!gone)
        return;
    allocation_forget(block->at);
    free(block);
}

bool graph_block_free(void *owner, bool *unused)
{
    struct graph_block *block = owner;
    pthread_mutex_lock(&guard);
    bool was = block->live;
    if (was)
        pools[block->ordinal].live -= block->size;
    block->live = false;
    *unused = was && !block->references;
    pthread_mutex_unlock(&guard);
    if (*unused)
        free(block);
    return was;
}

bool graph_owns(CUgraph graph, CUdeviceptr at)
{
    for (CUgraphNode node = graph->first; node; node = node->next)
        if (node->type == CU_GRAPH_NODE_TYPE_MEM_ALLOC && node->block->at == at)
            return true;
    return false;
}

bool graph_frees(CUgraph graph, CUdeviceptr at)
{
    for (CUgraphNode node = graph->first; node; node = node->next)
        if (node->type == CU_GRAPH_NODE_TYPE_MEM_FREE && node->freed == at)
            return true;
    return false;
}

/* Calls the function with every block that outlives a launch of the graph. */
static bool each_lasting(CUgraph graph, bool (*visit)(struct graph_block *block, bool change), bool change)
{
    for (CUgraphNode node = graph->first; node; node = node->next) {
        if (node->type == CU_GRAPH_NODE_TYPE_GRAPH && !each_lasting(node->child, visit, change))
            return false;
        if (node->type == CU_GRAPH_NODE_TYPE_MEM_ALLOC && !graph_frees(graph, node->block->at) && !visit(node->block, change))
            return false;
    }
    return true;
}

static bool is_free(struct graph_block *block, bool change)
{
    if (block->live && change) {
        pools[block->ordinal].live -= block->size;
        block->live = false;
    }
    return !block->live;
}

static bool make_live(struct graph_block *block, bool change)
{
    (void)change;
    pools[block->ordinal].live += block->size;
    block->live = true;
    return true;
}

static CUresult ready(CUgraphExec exec, bool launches)
{
    CUdevice ordinal = exec->context->ordinal;
    struct graph_pool *pool = &pools[ordinal];
    bool frees_first = exec->flags & CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH;
    if (launches && !each_lasting(exec->graph, is_free, frees_first))
        return CUDA_ERROR_INVALID_VALUE;
    uint64_t peak = pool->live + exec->plan->peak;
    if (!grow(ordinal, peak))
        return CUDA_ERROR_OUT_OF_MEMORY;
    pool->used_high = peak > pool->used_high ? peak : pool->used_high;
    if (launches) {
        pool->running++;
        pool->running_peak = peak > pool->running_peak ? peak : pool->running_peak;
        each_lasting(exec->graph, make_live, true);
    }
    return CUDA_SUCCESS;
}

CUresult graph_memory_ready(CUgraphExec exec, bool launches)
{
    pthread_mutex_lock(&guard);
    CUresult result = ready(exec, launches);
    pthread_mutex_unlock(&guard);
    return result;
}

void graph_memory_done(CUdevice ordinal)
{
    struct graph_pool *pool = &pools[ordinal];
    pthread_mutex_lock(&guard);
    if (pool->running && --pool->running == 0)
        pool->running_peak = 0;
    pthread_mutex_unlock(&guard);
}

void graph_memory_settle(CUdevice ordinal)
{
    pthread_mutex_lock(&guard);
    trim(ordinal);
    pthread_mutex_unlock(&guard);
}

API CUresult cuDeviceGraphMemTrim(CUdevice ordinal)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    graph_memory_settle(ordinal);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetGraphMemAttribute(CUdevice ordinal, int attribute, void *value)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    NEED(value && attribute >= CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT && attribute <= CU_GRAPH_MEM_ATTR_RESERVED_MEM_HIGH);
    pthread_mutex_lock(&guard);
    const struct graph_pool *pool = &pools[ordinal];
    const uint64_t values[] = {used(pool), pool->used_high, pool->reserved, pool->reserved_high};
    *(cuuint64_t *)value = values[attribute];
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}

/* Only the high-water marks can be set, and only to zero. */
API CUresult cuDeviceSetGraphMemAttribute(CUdevice ordinal, int attribute, void *value)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    NEED(value && !*(cuuint64_t *)value && (attribute == CU_GRAPH_MEM_ATTR_USED_MEM_HIGH || attribute == CU_GRAPH_MEM_ATTR_RESERVED_MEM_HIGH));
    pthread_mutex_lock(&guard);
    if (attribute == CU_GRAPH_MEM_ATTR_USED_MEM_HIGH)
        pools[ordinal].used_high = used(&pools[ordinal]);
    else
        pools[ordinal].reserved_high = pools[ordinal].reserved;
    pthread_mutex_unlock(&guard);
    return CUDA_SUCCESS;
}
