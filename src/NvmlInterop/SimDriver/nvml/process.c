#include "nvml_internal.h"
#include "../state/mps.h"
#include "../state/shares.h"

#include <stdlib.h>

enum kind { COMPUTE, GRAPHICS, MPS_COMPUTE };

/* Calls the visitor with each process that runs on the target and that this pid namespace sees. */
typedef void (*visit)(void *context, pid_t pid, const struct sim_slot *slot, const struct sim_slot_gpu *held);

static void each_process(const struct nvml_target *target, enum kind kind, visit visitor, void *context)
{
    pid_t pid;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        const struct sim_slot *slot = &nvml.state->slot[index];
        const struct sim_slot_gpu *held = &slot->gpu[target->index];
        bool here = held->contexts && (target->gi < 0 || (held->gi == target->gi && held->ci == target->ci));
        here = here && kind == (slot->mps_server ? MPS_COMPUTE : COMPUTE);
        if (here && sim_slot_alive(&nvml, index, &pid) && pid && !sim_mps_lost(&nvml, index))
            visitor(context, pid, slot, held);
    }
}

struct list {
    uint32_t gpu;
    unsigned count;
    nvmlProcessDetail_v1_t entry[SIM_SLOTS];
};

static void add_to_list(void *context, pid_t pid, const struct sim_slot *slot, const struct sim_slot_gpu *held)
{
    struct list *list = context;
    unsigned gi = held->gi >= 0 ? (unsigned)held->gi : NVML_NO_INSTANCE, ci = held->gi >= 0 ? (unsigned)held->ci : NVML_NO_INSTANCE;
    uint64_t bytes = held->bytes + sim_orphaned_bytes(&nvml, list->gpu, -1, (int)(slot - nvml.state->slot));
    if (list->count < SIM_SLOTS)
        list->entry[list->count++] = (nvmlProcessDetail_v1_t){(unsigned)pid, bytes, gi, ci, 0};
}

/* One record layout per version: the fields are copied up to its size. */
static nvmlReturn_t copy_list(nvmlDevice_t device, unsigned *count, void *infos, size_t record, enum kind kind)
{
    NEED(count);
    ENTER(device, target);
    struct list *list = calloc(1, sizeof *list);
    if (!list)
        return NVML_ERROR_MEMORY;
    list->gpu = target.index;
    each_process(&target, kind, add_to_list, list);
    unsigned room = *count;
    nvmlReturn_t result = list->count <= room && (infos || !list->count) ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
    for (unsigned i = 0; result == NVML_SUCCESS && i < list->count; i++)
        memcpy((char *)infos + i * record, &list->entry[i], record);
    *count = list->count;
    free(list);
    return result;
}

#define PROCESS_LISTS(name, kind) \
    API nvmlReturn_t nvmlDeviceGet##name##RunningProcesses_v3(nvmlDevice_t device, unsigned *count, nvmlProcessInfo_t *infos) \
    { \
        return copy_list(device, count, infos, sizeof *infos, kind); \
    } \
    API nvmlReturn_t nvmlDeviceGet##name##RunningProcesses_v2(nvmlDevice_t device, unsigned *count, nvmlProcessInfo_t *infos) \
    { \
        return copy_list(device, count, infos, sizeof *infos, kind); \
    } \
    API nvmlReturn_t nvmlDeviceGet##name##RunningProcesses(nvmlDevice_t device, unsigned *count, nvmlProcessInfo_v1_t *infos) \
    { \
        return copy_list(device, count, infos, sizeof *infos, kind); \
    }

PROCESS_LISTS(Compute, COMPUTE)
PROCESS_LISTS(Graphics, GRAPHICS)
PROCESS_LISTS(MPSCompute, MPS_COMPUTE)

API nvmlReturn_t nvmlDeviceGetRunningProcessDetailList(nvmlDevice_t device, nvmlProcessDetailList_v1_t *list)
{
    NEED(list);
    if (list->version != NVML_STRUCT_VERSION(nvmlProcessDetailList_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    NEED(list->mode <= 2);
    return copy_list(device, &list->numProcArrayEntries, list->procArray, sizeof *list->procArray, (enum kind)list->mode);
}
