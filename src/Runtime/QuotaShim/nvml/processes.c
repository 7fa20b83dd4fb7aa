/* The container's own processes: the driver knows those of the whole machine, by numbers that mean nothing here. */
#include "../region/kernel.h"
#include "../region/sum.h"
#include "device.h"

#include <string.h>

struct list {
    unsigned room, count;
    char *entries; /* NULL: they are only counted */
    size_t record;
};

/* Record layouts grow with the version: each is a beginning of the longest. */
static void add(struct list *list, uint64_t pid, uint64_t bytes)
{
    const nvmlProcessDetail_v1_t entry = {(unsigned)pid, bytes, NVML_NO_INSTANCE, NVML_NO_INSTANCE, 0};
    if (list->count < list->room && list->entries)
        memcpy(list->entries + list->count * list->record, &entry, list->record);
    list->count++;
}

static void collect(const struct cq_region *region, int gpu, struct list *list)
{
    struct cq_process *process = cq_process();
    struct cq_slot *own = atomic_load(&process->slot);
    int fd = cq_open_counters();
    for (unsigned i = 0, highest = cq_highest(region->counters); fd >= 0 && i < highest; i++) {
        const struct cq_slot *slot = &region->counters->slot[i];
        uint64_t bytes = cq_sum_of_slot(region, i, gpu).bytes, pid = cq_load(&slot->pid);
        if (bytes && pid && ((own && i == process->slot_index) || cq_byte_is_locked(fd, CQ_LOCK_SLOTS + i)))
            add(list, pid, bytes);
    }
    if (fd >= 0)
        kernel_close(fd);
}

static nvmlReturn_t tell(int gpu, bool compute, unsigned *count, void *entries, size_t record)
{
    const struct cq_region *region = cq_region();
    struct list list = {*count, 0, entries, record};
    if (region && compute)
        collect(region, gpu, &list);
    *count = list.count;
    return list.count <= list.room && (entries || !list.count) ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
}

#define PROCESSES(name, type, compute) \
    API nvmlReturn_t name(nvmlDevice_t device, unsigned *count, type *list) \
    { \
        int gpu = count && cq_real(FN_##name) ? cq_gpu_of_nvml(device) : -1; \
        return gpu < 0 ? NVML_CALL(name, device, count, list) : tell(gpu, compute, count, list, sizeof *list); \
    }
PROCESSES(nvmlDeviceGetComputeRunningProcesses, nvmlProcessInfo_v1_t, true)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, nvmlProcessInfo_t, true)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, nvmlProcessInfo_t, true)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, nvmlProcessInfo_v1_t, false)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, nvmlProcessInfo_t, false)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, nvmlProcessInfo_t, false)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses, nvmlProcessInfo_v1_t, false)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v2, nvmlProcessInfo_t, false)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v3, nvmlProcessInfo_t, false)

API nvmlReturn_t nvmlDeviceGetRunningProcessDetailList(nvmlDevice_t device, nvmlProcessDetailList_v1_t *list)
{
    bool known = list && list->version == NVML_STRUCT_VERSION(nvmlProcessDetailList_v1_t, 1) && cq_real(FN_nvmlDeviceGetRunningProcessDetailList);
    int gpu = known ? cq_gpu_of_nvml(device) : -1;
    if (gpu < 0)
        return NVML_CALL(nvmlDeviceGetRunningProcessDetailList, device, list);
    return tell(gpu, list->mode == 0, &list->numProcArrayEntries, list->procArray, sizeof *list->procArray);
}
