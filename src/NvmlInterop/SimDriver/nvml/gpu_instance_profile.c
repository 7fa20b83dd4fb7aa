#include "mig_handles.h"

#include <stdio.h>

static struct sim_mig_profile *by_kind(struct sim_gpu *gpu, unsigned kind)
{
    for (uint32_t i = 0; sim_mig_profile(gpu, i); i++)
        if (gpu->model.mig[i].kind == kind)
            return &gpu->model.mig[i];
    return NULL;
}

static nvmlReturn_t find(nvmlDevice_t device, unsigned kind, struct sim_mig_profile **profile)
{
    ENTER_GPU(device, target);
    if (!target.gpu->model.mig_capable || !target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    NEED(kind < 0x12);
    *profile = by_kind(target.gpu, kind);
    return *profile ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

API nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfo(nvmlDevice_t device, unsigned kind, nvmlGpuInstanceProfileInfo_t *info)
{
    struct sim_mig_profile *p;
    NEED(info);
    nvmlReturn_t result = find(device, kind, &p);
    if (result != NVML_SUCCESS)
        return result;
    *info = (nvmlGpuInstanceProfileInfo_t){p->id, 0, p->slices, p->max, p->sm, p->ce, p->dec, p->enc, p->jpg, p->ofa, p->memory_mib};
    return NVML_SUCCESS;
}

static void write_name(char name[96], const struct sim_mig_profile *profile)
{
    snprintf(name, 96, "MIG %.*s", (int)strnlen(profile->name, sizeof profile->name), profile->name);
}

/* The record's version word says which layout the caller has. */
API nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfoV(nvmlDevice_t device, unsigned kind, nvmlGpuInstanceProfileInfo_v2_t *info)
{
    struct sim_mig_profile *p;
    NEED(info);
    bool third = info->version == NVML_STRUCT_VERSION(nvmlGpuInstanceProfileInfo_v3_t, 3);
    if (!third && info->version != NVML_STRUCT_VERSION(nvmlGpuInstanceProfileInfo_v2_t, 2))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    nvmlReturn_t result = find(device, kind, &p);
    if (result != NVML_SUCCESS)
        return result;
    if (third) {
        nvmlGpuInstanceProfileInfo_v3_t *newer = (nvmlGpuInstanceProfileInfo_v3_t *)(void *)info;
        *newer = (nvmlGpuInstanceProfileInfo_v3_t){newer->version, p->id, p->slices, p->max, p->sm, p->ce, p->dec, p->enc, p->jpg, p->ofa, p->memory_mib, "", 0};
        write_name(newer->name, p);
        return NVML_SUCCESS;
    }
    *info = (nvmlGpuInstanceProfileInfo_v2_t){info->version, p->id, 0, p->slices, p->max, p->sm, p->ce, p->dec, p->enc, p->jpg, p->ofa, p->memory_mib, ""};
    write_name(info->name, p);
    return NVML_SUCCESS;
}
