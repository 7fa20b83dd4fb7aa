#include "nvml_internal.h"

#include <stdio.h>

enum { TOPOLOGY_INTERNAL = 0, TOPOLOGY_NODE = 40, TOPOLOGY_SYSTEM = 50 };

static nvmlReturn_t link_of(nvmlDevice_t device, unsigned link, struct nvml_target *target)
{
    nvmlReturn_t result = nvml_enter_gpu(device, target);
    if (result != NVML_SUCCESS)
        return result;
    if (!target->gpu->model.nvlinks)
        return NVML_ERROR_NOT_SUPPORTED;
    return link < target->gpu->model.nvlinks ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

#define LINK(device, link, target) \
    struct nvml_target target; \
    nvmlReturn_t entered = link_of((device), (link), &target); \
    if (entered != NVML_SUCCESS) \
        return entered

API nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t device, unsigned link, unsigned *active)
{
    LINK(device, link, target);
    NEED(active);
    *active = 1;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNvLinkVersion(nvmlDevice_t device, unsigned link, unsigned *version)
{
    LINK(device, link, target);
    NEED(version);
    *version = target.gpu->model.nvlink_version;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNvLinkCapability(nvmlDevice_t device, unsigned link, unsigned capability, unsigned *result)
{
    LINK(device, link, target);
    NEED(result && capability <= 5);
    *result = capability != 4; /* no SLI bridge */
    return NVML_SUCCESS;
}

/* Every link ends in one of four switches. */
API nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t device, unsigned link, nvmlPciInfo_t *pci)
{
    LINK(device, link, target);
    NEED(pci);
    memset(pci, 0, sizeof *pci);
    pci->bus = 5 + link % 4;
    pci->pciDeviceId = 0x22A310DE;
    snprintf(pci->busIdLegacy, sizeof pci->busIdLegacy, "0000:%02X:00.0", pci->bus & 0xff);
    snprintf(pci->busId, sizeof pci->busId, "00000000:%02X:00.0", pci->bus & 0xff);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNvLinkRemoteDeviceType(nvmlDevice_t device, unsigned link, unsigned *kind)
{
    LINK(device, link, target);
    NEED(kind);
    *kind = 2; /* a switch */
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNvLinkErrorCounter(nvmlDevice_t device, unsigned link, unsigned counter, unsigned long long *count)
{
    LINK(device, link, target);
    NEED(count && counter < 5);
    *count = 0;
    return NVML_SUCCESS;
}

static unsigned level_between(const struct nvml_target *a, const struct nvml_target *b)
{
    return a->index == b->index ? TOPOLOGY_INTERNAL : a->gpu->numa == b->gpu->numa ? TOPOLOGY_NODE : TOPOLOGY_SYSTEM;
}

API nvmlReturn_t nvmlDeviceGetTopologyCommonAncestor(nvmlDevice_t device, nvmlDevice_t other, unsigned *level)
{
    struct nvml_target second;
    ENTER_GPU(device, target);
    nvmlReturn_t result = nvml_enter_gpu(other, &second);
    if (result != NVML_SUCCESS)
        return result;
    NEED(level);
    *level = level_between(&target, &second);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetTopologyNearestGpus(nvmlDevice_t device, unsigned level, unsigned *count, nvmlDevice_t *devices)
{
    ENTER_GPU(device, target);
    NEED(count);
    unsigned room = *count, found = 0;
    for (uint32_t gpu = 0; gpu < SIM_GPUS; gpu++) {
        struct nvml_target other = {gpu, -1, -1, sim_gpu(&nvml, gpu)};
        if (gpu == target.index || !nvml_visible(gpu) || level_between(&target, &other) != level)
            continue;
        if (devices && found < room)
            devices[found] = nvml_gpu_handle(gpu);
        found++;
    }
    *count = found;
    return devices && room && found > room ? NVML_ERROR_INSUFFICIENT_SIZE : NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetP2PStatus(nvmlDevice_t device, nvmlDevice_t other, unsigned index, unsigned *status)
{
    struct nvml_target second;
    ENTER_GPU(device, target);
    nvmlReturn_t result = nvml_enter_gpu(other, &second);
    if (result != NVML_SUCCESS)
        return result;
    NEED(status && index <= 4);
    bool linked = target.index != second.index && target.gpu->model.nvlinks && second.gpu->model.nvlinks;
    *status = linked ? 0 : 2; /* OK, or the GPU does not support it */
    return NVML_SUCCESS;
}
