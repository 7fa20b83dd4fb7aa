#include "nvml_internal.h"

#include <stdio.h>

API nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci)
{
    ENTER_GPU(device, target);
    NEED(pci);
    memset(pci, 0, sizeof *pci);
    struct sim_gpu *gpu = target.gpu;
    snprintf(pci->busIdLegacy, sizeof pci->busIdLegacy, "%04X:%02X:%02X.0", gpu->domain & 0xffff, gpu->bus & 0xff, gpu->device & 0x1f);
    snprintf(pci->busId, sizeof pci->busId, "%08X:%02X:%02X.0", gpu->domain, gpu->bus & 0xff, gpu->device & 0x1f);
    pci->domain = gpu->domain;
    pci->bus = gpu->bus;
    pci->device = gpu->device;
    pci->pciDeviceId = gpu->model.pci_device;
    pci->pciSubSystemId = gpu->model.pci_subsystem;
    return NVML_SUCCESS;
}

/* The older records are the beginning of the newest one; version 2 ends in four reserved words. */
API nvmlReturn_t nvmlDeviceGetPciInfo_v2(nvmlDevice_t device, nvmlPciInfo_v2_t *pci)
{
    nvmlPciInfo_t full;
    NEED(pci);
    nvmlReturn_t result = nvmlDeviceGetPciInfo_v3(device, &full);
    memset(pci, 0, sizeof *pci);
    if (result == NVML_SUCCESS)
        memcpy(pci, &full, offsetof(nvmlPciInfo_v2_t, reserved0));
    return result;
}

API nvmlReturn_t nvmlDeviceGetPciInfo(nvmlDevice_t device, nvmlPciInfo_v1_t *pci)
{
    nvmlPciInfo_t full;
    NEED(pci);
    nvmlReturn_t result = nvmlDeviceGetPciInfo_v3(device, &full);
    if (result == NVML_SUCCESS)
        memcpy(pci, &full, sizeof *pci);
    return result;
}

API nvmlReturn_t nvmlDeviceGetPciInfoExt(nvmlDevice_t device, nvmlPciInfoExt_v1_t *pci)
{
    nvmlPciInfo_t full;
    NEED(pci);
    if (pci->version != NVML_STRUCT_VERSION(nvmlPciInfoExt_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    nvmlReturn_t result = nvmlDeviceGetPciInfo_v3(device, &full);
    if (result != NVML_SUCCESS)
        return result;
    *pci = (nvmlPciInfoExt_v1_t){pci->version, full.domain, full.bus, full.device, full.pciDeviceId, full.pciSubSystemId, 0x03, 0x02, {0}};
    memcpy(pci->busId, full.busId, sizeof pci->busId);
    return NVML_SUCCESS;
}

#define GETTER(name, field) \
    API nvmlReturn_t name(nvmlDevice_t device, unsigned *value) \
    { \
        ENTER_GPU(device, target); \
        NEED(value); \
        *value = target.gpu->model.field; \
        return NVML_SUCCESS; \
    }

GETTER(nvmlDeviceGetMaxPcieLinkGeneration, pcie_gen)
GETTER(nvmlDeviceGetGpuMaxPcieLinkGeneration, pcie_gen)
GETTER(nvmlDeviceGetMaxPcieLinkWidth, pcie_width)
GETTER(nvmlDeviceGetCurrPcieLinkGeneration, pcie_gen)
GETTER(nvmlDeviceGetCurrPcieLinkWidth, pcie_width)

API nvmlReturn_t nvmlDeviceGetPcieReplayCounter(nvmlDevice_t device, unsigned *value)
{
    ENTER_GPU(device, target);
    NEED(value);
    *value = 0;
    return NVML_SUCCESS;
}

/* KB/s; a busy GPU moves a little. */
API nvmlReturn_t nvmlDeviceGetPcieThroughput(nvmlDevice_t device, unsigned counter, unsigned *value)
{
    ENTER_GPU(device, target);
    NEED(value && counter <= 1);
    *value = nvml_load(&target) * (counter ? 1500 : 4000);
    return NVML_SUCCESS;
}
