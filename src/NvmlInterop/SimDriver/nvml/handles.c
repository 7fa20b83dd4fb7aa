#include "nvml_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define READY \
    do { \
        nvmlReturn_t ready = nvml_ready(); \
        if (ready != NVML_SUCCESS) \
            return ready; \
    } while (0)

API nvmlReturn_t nvmlDeviceGetCount_v2(unsigned *count)
{
    READY;
    NEED(count);
    *count = nvml_visible_count();
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetCount(unsigned *count)
{
    return nvmlDeviceGetCount_v2(count);
}

API nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned index, nvmlDevice_t *device)
{
    READY;
    NEED(device);
    for (uint32_t gpu = 0; gpu < SIM_GPUS; gpu++)
        if (nvml_visible(gpu) && index-- == 0) {
            *device = nvml_gpu_handle(gpu);
            return sim_gpu(&nvml, gpu)->lost ? NVML_ERROR_GPU_IS_LOST : NVML_SUCCESS;
        }
    return NVML_ERROR_INVALID_ARGUMENT;
}

API nvmlReturn_t nvmlDeviceGetHandleByIndex(unsigned index, nvmlDevice_t *device)
{
    return nvmlDeviceGetHandleByIndex_v2(index, device);
}

static nvmlReturn_t found(nvmlDevice_t handle, nvmlDevice_t *device)
{
    *device = handle;
    return NVML_SUCCESS;
}

static nvmlDevice_t find_mig(uint32_t index, const char *uuid)
{
    struct sim_gpu *gpu = sim_gpu(&nvml, index);
    for (uint32_t gi = 0; gi < SIM_GIS; gi++)
        for (uint32_t ci = 0; ci < SIM_CIS; ci++) {
            struct sim_ci *instance = sim_ci(gpu, gi, ci);
            if (instance && !strncasecmp(instance->uuid, uuid, sizeof instance->uuid) && sim_mig_visible(&nvml, gpu, gi, ci))
                return nvml_mig_handle(index, gi, ci);
        }
    return NULL;
}

API nvmlReturn_t nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device)
{
    READY;
    NEED(uuid && device);
    for (uint32_t index = 0; index < SIM_GPUS; index++) {
        if (!nvml_visible(index))
            continue;
        struct sim_gpu *gpu = sim_gpu(&nvml, index);
        if (!strncasecmp(gpu->uuid, uuid, sizeof gpu->uuid))
            return found(nvml_gpu_handle(index), device);
        nvmlDevice_t mig = find_mig(index, uuid);
        if (mig)
            return found(mig, device);
    }
    return NVML_ERROR_NOT_FOUND;
}

API nvmlReturn_t nvmlDeviceGetHandleByUUIDV(const nvmlUUID_v1_t *uuid, nvmlDevice_t *device)
{
    NEED(uuid && device);
    if (uuid->version != NVML_STRUCT_VERSION(nvmlUUID_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    NEED(uuid->type == 1); /* text */
    char text[48];
    SIM_TEXT(text, sizeof text, uuid->value.text);
    return nvmlDeviceGetHandleByUUID(text, device);
}

API nvmlReturn_t nvmlDeviceGetHandleByPciBusId_v2(const char *bus_id, nvmlDevice_t *device)
{
    READY;
    NEED(bus_id && device);
    unsigned domain = 0, bus, slot, function;
    if (sscanf(bus_id, "%x:%x:%x.%x", &domain, &bus, &slot, &function) != 4 && (domain = 0, sscanf(bus_id, "%x:%x.%x", &bus, &slot, &function) != 3))
        return NVML_ERROR_INVALID_ARGUMENT;
    for (uint32_t index = 0; index < SIM_GPUS; index++) {
        struct sim_gpu *gpu = sim_gpu(&nvml, index);
        if (nvml_visible(index) && gpu->domain == domain && gpu->bus == bus && gpu->device == slot)
            return found(nvml_gpu_handle(index), device);
    }
    return NVML_ERROR_NOT_FOUND;
}

API nvmlReturn_t nvmlDeviceGetHandleByPciBusId(const char *bus_id, nvmlDevice_t *device)
{
    return nvmlDeviceGetHandleByPciBusId_v2(bus_id, device);
}

API nvmlReturn_t nvmlDeviceGetHandleBySerial(const char *serial, nvmlDevice_t *device)
{
    READY;
    NEED(serial && device);
    for (uint32_t index = 0; index < SIM_GPUS; index++)
        if (nvml_visible(index) && !strncmp(sim_gpu(&nvml, index)->serial, serial, sizeof sim_gpu(&nvml, index)->serial))
            return found(nvml_gpu_handle(index), device);
    return NVML_ERROR_NOT_FOUND;
}
