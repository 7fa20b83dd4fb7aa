#include "nvml_internal.h"

/* Statistics of the living processes; the record of a dead one is gone with its slot. */
API nvmlReturn_t nvmlDeviceGetAccountingStats(nvmlDevice_t device, unsigned pid, nvmlAccountingStats_t *stats)
{
    pid_t holder;
    ENTER_GPU(device, target);
    NEED(stats);
    if (!target.gpu->accounting)
        return NVML_ERROR_NOT_SUPPORTED;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        const struct sim_slot *slot = &nvml.state->slot[index];
        const struct sim_slot_gpu *held = &slot->gpu[target.index];
        if (!held->peak_bytes || !sim_slot_alive(&nvml, index, &holder) || (unsigned)holder != pid)
            continue;
        uint64_t age_ms = (sim_wall_us() - slot->start_us) / 1000;
        memset(stats, 0, sizeof *stats);
        stats->gpuUtilization = age_ms ? (unsigned)(held->busy_ns / 10000 / age_ms) : 0;
        stats->maxMemoryUsage = held->peak_bytes;
        stats->time = age_ms;
        stats->startTime = slot->start_us;
        stats->isRunning = 1;
        return NVML_SUCCESS;
    }
    return NVML_ERROR_NOT_FOUND;
}

API nvmlReturn_t nvmlDeviceGetAccountingPids(nvmlDevice_t device, unsigned *count, unsigned *pids)
{
    pid_t pid;
    ENTER_GPU(device, target);
    NEED(count);
    unsigned room = *count, found = 0;
    for (uint32_t index = 0; target.gpu->accounting && index < SIM_SLOTS; index++)
        if (nvml.state->slot[index].gpu[target.index].peak_bytes && sim_slot_alive(&nvml, index, &pid) && pid) {
            if (pids && found < room)
                pids[found] = (unsigned)pid;
            found++;
        }
    *count = found;
    return found > room ? NVML_ERROR_INSUFFICIENT_SIZE : NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetAccountingBufferSize(nvmlDevice_t device, unsigned *size)
{
    ENTER_GPU(device, target);
    NEED(size);
    *size = SIM_SLOTS;
    return NVML_SUCCESS;
}
