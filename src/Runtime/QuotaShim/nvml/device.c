#include "device.h"

#include <string.h>

/* The driver's handles are few and live as long as the process: what was asked once is kept. */
#define KEPT 32

static struct {
    _Atomic(nvmlDevice_t) device;
    _Atomic(int) index;
} kept[KEPT];

static bool find(nvmlDevice_t device, int *index)
{
    for (int i = 0; i < KEPT; i++)
        if (atomic_load(&kept[i].device) == device && (*index = atomic_load(&kept[i].index)))
            return true;
    return false;
}

static void keep(nvmlDevice_t device, int index)
{
    for (int i = 0; i < KEPT; i++) {
        nvmlDevice_t none = NULL;
        if (atomic_compare_exchange_strong(&kept[i].device, &none, device)) {
            atomic_store(&kept[i].index, index);
            return;
        }
    }
}

static int index_of(const struct cq_limits *limits, nvmlDevice_t device)
{
    char uuid[96] = "";
    if (NVML_ASK(nvmlDeviceGetUUID, device, uuid, sizeof uuid) != NVML_SUCCESS)
        return -1;
    for (unsigned i = 0; i < limits->gpus && i < CQ_GPUS; i++)
        if (!strncmp(limits->gpu[i].uuid, uuid, sizeof limits->gpu[i].uuid))
            return (int)i;
    return -1;
}

int cq_gpu_of_nvml(nvmlDevice_t device)
{
    const struct cq_region *region = cq_region();
    int index;
    if (!region || !device)
        return -1;
    /* Kept as index + 1. */
    if (!find(device, &index)) {
        index = index_of(region->limits, device) + 1;
        if (index)
            keep(device, index);
    }
    return index && cq_load(&region->limits->gpu[index - 1].flags) & CQ_LIMIT_MEMORY ? index - 1 : -1;
}
