#include "nvml_internal.h"

#include <stdio.h>

API nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned length)
{
    ENTER(device, target);
    char text[160], profile[64];
    SIM_TEXT(text, sizeof text, target.gpu->model.name);
    if (target.gi >= 0) {
        sim_mig_name(target.gpu, (uint32_t)target.gi, (uint32_t)target.ci, profile, sizeof profile);
        snprintf(text + strlen(text), sizeof text - strlen(text), " MIG %s", profile);
    }
    return nvml_copy_text(name, length, text, sizeof text);
}

API nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned length)
{
    ENTER(device, target);
    const char *from = target.gi >= 0 ? target.gpu->gi[target.gi].ci[target.ci].uuid : target.gpu->uuid;
    return nvml_copy_text(uuid, length, from, sizeof target.gpu->uuid);
}

/* The position among the visible MIG devices of its GPU. */
static nvmlReturn_t mig_index(const struct nvml_target *target, unsigned *index)
{
    for (uint32_t at = 0; at < (uint32_t)target->gi * SIM_CIS + (uint32_t)target->ci; at++)
        *index += sim_ci(target->gpu, at / SIM_CIS, at % SIM_CIS) && sim_mig_visible(&nvml, target->gpu, at / SIM_CIS, at % SIM_CIS);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetIndex(nvmlDevice_t device, unsigned *index)
{
    ENTER(device, target);
    NEED(index);
    *index = 0;
    if (target.gi >= 0)
        return mig_index(&target, index);
    for (uint32_t gpu = 0; gpu < target.index; gpu++)
        *index += nvml_visible(gpu);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetMinorNumber(nvmlDevice_t device, unsigned *minor)
{
    ENTER_GPU(device, target);
    NEED(minor);
    *minor = target.gpu->minor;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetSerial(nvmlDevice_t device, char *serial, unsigned length)
{
    ENTER_GPU(device, target);
    return nvml_copy_text(serial, length, target.gpu->serial, sizeof target.gpu->serial);
}

API nvmlReturn_t nvmlDeviceGetVbiosVersion(nvmlDevice_t device, char *version, unsigned length)
{
    ENTER_GPU(device, target);
    return nvml_copy_text(version, length, target.gpu->model.vbios, sizeof target.gpu->model.vbios);
}

API nvmlReturn_t nvmlDeviceGetBoardPartNumber(nvmlDevice_t device, char *number, unsigned length)
{
    ENTER_GPU(device, target);
    return nvml_copy_text(number, length, target.gpu->model.board_part, sizeof target.gpu->model.board_part);
}

API nvmlReturn_t nvmlDeviceGetBoardId(nvmlDevice_t device, unsigned *board)
{
    ENTER_GPU(device, target);
    NEED(board);
    *board = target.gpu->bus << 8;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetMultiGpuBoard(nvmlDevice_t device, unsigned *multi)
{
    ENTER_GPU(device, target);
    NEED(multi);
    *multi = 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetBrand(nvmlDevice_t device, unsigned *brand)
{
    ENTER(device, target);
    NEED(brand);
    *brand = target.gpu->model.brand;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetArchitecture(nvmlDevice_t device, unsigned *architecture)
{
    ENTER(device, target);
    NEED(architecture);
    *architecture = target.gpu->model.architecture;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetCudaComputeCapability(nvmlDevice_t device, int *major, int *minor)
{
    ENTER(device, target);
    NEED(major && minor);
    *major = (int)target.gpu->model.cc_major;
    *minor = (int)target.gpu->model.cc_minor;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNumGpuCores(nvmlDevice_t device, unsigned *cores)
{
    ENTER_GPU(device, target);
    NEED(cores);
    *cores = target.gpu->model.sm_count * target.gpu->model.cores_per_sm;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetVirtualizationMode(nvmlDevice_t device, unsigned *mode)
{
    ENTER(device, target);
    NEED(mode);
    *mode = 0;
    return NVML_SUCCESS;
}
