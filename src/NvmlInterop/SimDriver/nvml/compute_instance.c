#include "mig_handles.h"

#include <stdio.h>

#define ENTER_GI(handle, target) \
    struct nvml_target target; \
    nvmlReturn_t entered = nvml_enter_gi((handle), &target); \
    if (entered != NVML_SUCCESS) \
        return entered

/* Fills the layout that all versions share, from `id` on. */
static nvmlReturn_t fill(nvmlGpuInstance_t handle, unsigned kind, unsigned engine, nvmlComputeInstanceProfileInfo_t *info, char *name)
{
    ENTER_GI(handle, target);
    NEED(kind < 9 && engine == 0);
    uint32_t gi = (uint32_t)target.gi, slices = sim_ci_slices(target.gpu, gi, kind);
    if (!slices)
        return NVML_ERROR_NOT_SUPPORTED;
    const struct sim_mig_profile *p = sim_profile_of(target.gpu, gi);
    *info = (nvmlComputeInstanceProfileInfo_t){kind, slices, p->slices / slices, sim_ci_sm(target.gpu, gi, slices), p->ce, p->dec, p->enc, p->jpg, p->ofa};
    int length = (int)strnlen(p->name, sizeof p->name);
    if (slices < p->slices)
        snprintf(name, 96, "MIG %uc.%.*s", slices, length, p->name);
    else
        snprintf(name, 96, "MIG %.*s", length, p->name);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstanceProfileInfo(nvmlGpuInstance_t handle, unsigned kind, unsigned engine, nvmlComputeInstanceProfileInfo_t *info)
{
    char name[96];
    NEED(info);
    return fill(handle, kind, engine, info, name);
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstanceProfileInfoV(nvmlGpuInstance_t handle, unsigned kind, unsigned engine,
                                                               nvmlComputeInstanceProfileInfo_v2_t *info)
{
    nvmlComputeInstanceProfileInfo_t common;
    char name[96] = "";
    NEED(info);
    bool third = info->version == NVML_STRUCT_VERSION(nvmlComputeInstanceProfileInfo_v3_t, 3);
    if (!third && info->version != NVML_STRUCT_VERSION(nvmlComputeInstanceProfileInfo_v2_t, 2))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    nvmlReturn_t result = fill(handle, kind, engine, &common, name);
    if (result != NVML_SUCCESS)
        return result;
    memcpy(&info->id, &common, sizeof common);
    memcpy(info->name, name, sizeof name);
    if (third)
        ((nvmlComputeInstanceProfileInfo_v3_t *)(void *)info)->capabilities = 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstanceRemainingCapacity(nvmlGpuInstance_t handle, unsigned kind, unsigned *count)
{
    ENTER_GI(handle, target);
    uint32_t slices = sim_ci_slices(target.gpu, (uint32_t)target.gi, kind);
    NEED(count && slices);
    *count = sim_ci_remaining(target.gpu, (uint32_t)target.gi, slices);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstancePossiblePlacements(nvmlGpuInstance_t handle, unsigned kind, nvmlPlacement_t *placements, unsigned *count)
{
    ENTER_GI(handle, target);
    uint32_t gi = (uint32_t)target.gi, slices = sim_ci_slices(target.gpu, gi, kind), number = 0;
    NEED(count && slices);
    uint32_t whole = sim_profile_of(target.gpu, gi)->slices;
    for (uint32_t start = 0; start + slices <= whole; start++, number++)
        if (placements)
            placements[number] = (nvmlPlacement_t){start, slices};
    *count = number;
    return NVML_SUCCESS;
}

static nvmlReturn_t create(nvmlGpuInstance_t handle, unsigned kind, uint32_t start, nvmlComputeInstance_t *made)
{
    ENTER_GI(handle, target);
    NEED(made && sim_ci_slices(target.gpu, (uint32_t)target.gi, kind));
    nvmlReturn_t result = nvml_may_configure(&target);
    if (result != NVML_SUCCESS)
        return result;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    int ci = sim_ci_create(target.gpu, (uint32_t)target.gi, kind, start);
    sim_caps_write(&nvml, target.gpu);
    sim_unlock(&nvml);
    if (ci < 0)
        return NVML_ERROR_INSUFFICIENT_RESOURCES;
    *made = nvml_ci_handle(target.index, (uint32_t)target.gi, (uint32_t)ci);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceCreateComputeInstance(nvmlGpuInstance_t handle, unsigned kind, nvmlComputeInstance_t *made)
{
    return create(handle, kind, SIM_ANYWHERE, made);
}

API nvmlReturn_t nvmlGpuInstanceCreateComputeInstanceWithPlacement(nvmlGpuInstance_t handle, unsigned kind, const nvmlPlacement_t *placement,
                                                                   nvmlComputeInstance_t *made)
{
    NEED(placement);
    return create(handle, kind, placement->start, made);
}

API nvmlReturn_t nvmlComputeInstanceDestroy(nvmlComputeInstance_t handle)
{
    struct nvml_target target;
    nvmlReturn_t result = nvml_enter_ci(handle, &target);
    result = result == NVML_SUCCESS ? nvml_may_configure(&target) : result;
    if (result != NVML_SUCCESS)
        return result;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    if (sim_in_use(&nvml, target.index, target.gi, target.ci))
        result = NVML_ERROR_IN_USE;
    else
        sim_ci_destroy(target.gpu, (uint32_t)target.gi, (uint32_t)target.ci);
    sim_caps_write(&nvml, target.gpu);
    sim_unlock(&nvml);
    return result;
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstances(nvmlGpuInstance_t handle, unsigned kind, nvmlComputeInstance_t *instances, unsigned *count)
{
    ENTER_GI(handle, target);
    NEED(instances && count);
    *count = 0;
    for (uint32_t ci = 0; ci < SIM_CIS; ci++)
        if (sim_ci(target.gpu, (uint32_t)target.gi, ci) && target.gpu->gi[target.gi].ci[ci].kind == kind)
            instances[(*count)++] = nvml_ci_handle(target.index, (uint32_t)target.gi, ci);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceGetComputeInstanceById(nvmlGpuInstance_t handle, unsigned id, nvmlComputeInstance_t *instance)
{
    ENTER_GI(handle, target);
    NEED(instance);
    if (!sim_ci(target.gpu, (uint32_t)target.gi, id))
        return NVML_ERROR_NOT_FOUND;
    *instance = nvml_ci_handle(target.index, (uint32_t)target.gi, id);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlComputeInstanceGetInfo_v2(nvmlComputeInstance_t handle, nvmlComputeInstanceInfo_t *info)
{
    struct nvml_target target;
    NEED(info);
    nvmlReturn_t result = nvml_enter_ci(handle, &target);
    if (result != NVML_SUCCESS)
        return result;
    const struct sim_ci *ci = &target.gpu->gi[target.gi].ci[target.ci];
    *info = (nvmlComputeInstanceInfo_t){nvml_gpu_handle(target.index), nvml_gi_handle(target.index, (uint32_t)target.gi), (unsigned)target.ci, ci->kind,
                                        {ci->start, ci->slices}};
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlComputeInstanceGetInfo(nvmlComputeInstance_t handle, nvmlComputeInstanceInfo_v1_t *info)
{
    nvmlComputeInstanceInfo_t full;
    NEED(info);
    nvmlReturn_t result = nvmlComputeInstanceGetInfo_v2(handle, &full);
    if (result == NVML_SUCCESS)
        memcpy(info, &full, sizeof *info);
    return result;
}
