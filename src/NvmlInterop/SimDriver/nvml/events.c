#include "nvml_internal.h"

#include <linux/futex.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SUPPORTED (NVML_EVENT_XID | NVML_EVENT_DOUBLE_BIT_ERROR)

struct nvml_event_set {
    uint64_t wanted[SIM_GPUS], seen[SIM_GPUS];
};

API nvmlReturn_t nvmlEventSetCreate(nvmlEventSet_t *set)
{
    nvmlReturn_t ready = nvml_ready();
    if (ready != NVML_SUCCESS)
        return ready;
    NEED(set);
    *set = calloc(1, sizeof **set);
    return *set ? NVML_SUCCESS : NVML_ERROR_MEMORY;
}

API nvmlReturn_t nvmlEventSetFree(nvmlEventSet_t set)
{
    NEED(set);
    free(set);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetSupportedEventTypes(nvmlDevice_t device, unsigned long long *types)
{
    ENTER_GPU(device, target);
    NEED(types);
    *types = SUPPORTED;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceRegisterEvents(nvmlDevice_t device, unsigned long long types, nvmlEventSet_t set)
{
    ENTER_GPU(device, target);
    NEED(set);
    if (types & ~SUPPORTED)
        return NVML_ERROR_NOT_SUPPORTED;
    if (!set->wanted[target.index])
        set->seen[target.index] = __atomic_load_n(&target.gpu->xid_head, __ATOMIC_ACQUIRE);
    set->wanted[target.index] |= types;
    return NVML_SUCCESS;
}

/* The next unseen event of the GPU; events that fell out of the ring are lost, as they are with the driver's queue. */
static bool next_event(nvmlEventSet_t set, uint32_t index, nvmlEventData_t *data)
{
    struct sim_gpu *gpu = sim_gpu(&nvml, index);
    uint64_t head = gpu ? __atomic_load_n(&gpu->xid_head, __ATOMIC_ACQUIRE) : 0;
    if (head - set->seen[index] > SIM_XIDS)
        set->seen[index] = head > SIM_XIDS ? head - SIM_XIDS : 0;
    while (set->wanted[index] && set->seen[index] < head) {
        struct sim_xid *event = &gpu->xid[set->seen[index]++ % SIM_XIDS];
        if (!(event->event_type & set->wanted[index]))
            continue;
        *data = (nvmlEventData_t){nvml_gpu_handle(index), event->event_type, event->number, NVML_NO_INSTANCE, NVML_NO_INSTANCE};
        return true;
    }
    return false;
}

static bool any_event(nvmlEventSet_t set, nvmlEventData_t *data)
{
    for (uint32_t index = 0; index < SIM_GPUS; index++)
        if (next_event(set, index, data))
            return true;
    return false;
}

API nvmlReturn_t nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data, unsigned timeout_ms)
{
    NEED(set && data);
    uint64_t end = sim_now_ns() + (uint64_t)timeout_ms * 1000000;
    for (;;) {
        uint32_t sequence = __atomic_load_n(&nvml.state->event_sequence, __ATOMIC_ACQUIRE);
        nvmlReturn_t ready = nvml_ready();
        if (ready != NVML_SUCCESS)
            return ready;
        if (any_event(set, data))
            return NVML_SUCCESS;
        uint64_t now = sim_now_ns();
        if (now >= end)
            return NVML_ERROR_TIMEOUT;
        struct timespec left = {(time_t)((end - now) / 1000000000u), (long)((end - now) % 1000000000u)};
        syscall(SYS_futex, &nvml.state->event_sequence, FUTEX_WAIT, sequence, &left, NULL, 0);
    }
}

/* The first version's record ends before the instance ids. */
API nvmlReturn_t nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_v1_t *data, unsigned timeout_ms)
{
    nvmlEventData_t full;
    NEED(data);
    nvmlReturn_t result = nvmlEventSetWait_v2(set, &full, timeout_ms);
    if (result == NVML_SUCCESS)
        memcpy(data, &full, sizeof *data);
    return result;
}
