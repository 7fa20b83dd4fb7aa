#include "nvml_internal.h"
#include "../state/cgroups.h"
#include "../state/limits.h"

/* Inside a cgroup with a limit that is the GPU's size. */
static void show_limit(struct nvml_target *target, nvmlMemory_v2_t *memory)
{
    uint64_t own[SIM_CGROUPS], hard, used;
    if (!sim_limit_any(&nvml, target->index))
        return;
    sim_own_cgroups(own);
    if (!sim_limit_of(&nvml, target->index, own, &hard, &used) || hard >= memory->total - memory->reserved)
        return;
    uint64_t room = used < hard ? hard - used : 0;
    *memory = (nvmlMemory_v2_t){memory->version, hard, 0, room < memory->free ? room : memory->free, 0};
    memory->used = hard - memory->free;
}

static void read_memory(struct nvml_target *target, nvmlMemory_v2_t *memory)
{
    uint64_t capacity = sim_capacity_bytes(&nvml, target->index, target->gi);
    memory->used = sim_used_bytes(&nvml, target->index, target->gi, false);
    memory->total = target->gi >= 0 ? capacity : target->gpu->model.memory_mib * SIM_MIB;
    memory->reserved = memory->total - capacity;
    memory->free = capacity - memory->used;
    if (target->gi < 0)
        show_limit(target, memory);
}

API nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *memory)
{
    NEED(memory);
    if (memory->version != NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    ENTER(device, target);
    read_memory(&target, memory);
    return NVML_SUCCESS;
}

/* Version 1 knows no reserved memory and calls it used. */
API nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory)
{
    nvmlMemory_v2_t full;
    ENTER(device, target);
    NEED(memory);
    read_memory(&target, &full);
    *memory = (nvmlMemory_t){full.total, full.free, full.used + full.reserved};
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t device, nvmlBAR1Memory_t *memory)
{
    ENTER(device, target);
    NEED(memory);
    uint64_t total = target.gpu->model.bar1_mib * SIM_MIB, used = 2 * SIM_MIB;
    *memory = (nvmlBAR1Memory_t){total, total - used, used};
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetMemoryBusWidth(nvmlDevice_t device, unsigned *width)
{
    ENTER_GPU(device, target);
    NEED(width);
    *width = target.gpu->model.bus_width;
    return NVML_SUCCESS;
}
