#include "graph_memory.h"

#include "../region/process.h"

API CUresult cuDeviceGraphMemTrim(CUdevice device);

static CUdevice device_of(int gpu)
{
    CUdevice device = 0;
    while (device < CQ_DEVICES && cq_gpu_of_device(device) != gpu)
        device++;
    return device;
}

/* Gives back what is charged for graphs that are gone beyond what the driver holds for graphs at all. */
static void settle(struct graph_table *table, int gpu)
{
    cuuint64_t held;
    cq_lock(&table->lock);
    uint64_t ended = table->ended_bytes[gpu];
    if (ended && ASK(cuDeviceGetGraphMemAttribute, device_of(gpu), CU_GRAPH_MEM_ATTR_RESERVED_MEM_CURRENT, &held) == CUDA_SUCCESS && held < ended) {
        table->ended_bytes[gpu] = held;
        cq_give_back(gpu, ended - held);
        cq_may_be_elsewhere((int64_t)(held - ended));
    }
    cq_unlock(&table->lock);
}

/* What the driver keeps of graphs that are gone would be used again by the next one: it must not stand in its way. */
static bool reserve_one(int gpu, uint64_t bytes)
{
    struct graph_table *table = graph_table();
    if (cq_reserve(gpu, bytes))
        return true;
    if (!table || !table->ended_bytes[gpu] || CALL(cuDeviceGraphMemTrim, device_of(gpu)) != CUDA_SUCCESS)
        return false;
    settle(table, gpu);
    return cq_reserve(gpu, bytes);
}

bool graph_memory_reserve(const uint64_t bytes[CQ_GPUS])
{
    for (int gpu = 0; gpu < CQ_GPUS; gpu++) {
        if (!bytes[gpu] || reserve_one(gpu, bytes[gpu]))
            continue;
        while (gpu--)
            if (bytes[gpu])
                cq_undo(gpu, bytes[gpu]);
        return false;
    }
    return true;
}

/* The driver takes it with the first launch only, and may give it back between two. */
void graph_memory_keep(const uint64_t bytes[CQ_GPUS])
{
    for (int gpu = 0; gpu < CQ_GPUS; gpu++) {
        if (!bytes[gpu])
            continue;
        cq_may_be_elsewhere((int64_t)bytes[gpu]);
        cq_keep(gpu);
    }
}

void graph_memory_undo(const uint64_t bytes[CQ_GPUS])
{
    for (int gpu = 0; gpu < CQ_GPUS; gpu++)
        if (bytes[gpu])
            cq_undo(gpu, bytes[gpu]);
}

void graph_memory_end(const uint64_t bytes[CQ_GPUS])
{
    struct graph_table *table = graph_table();
    for (int gpu = 0; table && gpu < CQ_GPUS; gpu++) {
        if (!bytes[gpu])
            continue;
        cq_lock(&table->lock);
        table->ended_bytes[gpu] += bytes[gpu];
        cq_unlock(&table->lock);
        settle(table, gpu);
    }
}

API CUresult cuDeviceGraphMemTrim(CUdevice device)
{
    CUresult result = CALL(cuDeviceGraphMemTrim, device);
    struct graph_table *table = result == CUDA_SUCCESS && cq_region() ? graph_table() : NULL;
    int gpu = table ? cq_gpu_of_device(device) : -1;
    if (gpu >= 0)
        settle(table, gpu);
    return result;
}
