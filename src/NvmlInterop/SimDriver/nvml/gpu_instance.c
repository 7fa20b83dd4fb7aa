#include "mig_handles.h"

static bool by_id(struct sim_gpu *gpu, unsigned id, uint32_t *index)
{
    for (uint32_t i = 0; sim_mig_profile(gpu, i); i++)
        if (gpu->model.mig[i].id == id)
            return *index = i, true;
    return false;
}

static nvmlReturn_t find(nvmlDevice_t device, unsigned id, struct nvml_target *target, uint32_t *profile)
{
    nvmlReturn_t result = nvml_enter_gpu(device, target);
    if (result != NVML_SUCCESS)
        return result;
    if (!target->gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    return by_id(target->gpu, id, profile) ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

#define FIND(device, id, target, profile) \
    struct nvml_target target; \
    uint32_t profile; \
    nvmlReturn_t entered = find((device), (id), &target, &profile); \
    if (entered != NVML_SUCCESS) \
        return entered

API nvmlReturn_t nvmlDeviceGetGpuInstancePossiblePlacements_v2(nvmlDevice_t device, unsigned id, nvmlPlacement_t *placements, unsigned *count)
{
    FIND(device, id, target, index);
    NEED(count);
    struct sim_mig_profile *profile = sim_mig_profile(target.gpu, index);
    uint32_t number = profile->placements < SIM_PLACEMENTS ? profile->placements : SIM_PLACEMENTS;
    for (uint32_t i = 0; placements && i < number; i++)
        placements[i] = (nvmlPlacement_t){profile->placement[i], profile->size};
    *count = number;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetGpuInstancePossiblePlacements(nvmlDevice_t device, unsigned id, nvmlPlacement_t *placements, unsigned *count)
{
    return nvmlDeviceGetGpuInstancePossiblePlacements_v2(device, id, placements, count);
}

API nvmlReturn_t nvmlDeviceGetGpuInstanceRemainingCapacity(nvmlDevice_t device, unsigned id, unsigned *count)
{
    FIND(device, id, target, profile);
    NEED(count);
    *count = sim_gi_remaining(target.gpu, profile);
    return NVML_SUCCESS;
}

static nvmlReturn_t create(nvmlDevice_t device, unsigned id, uint32_t start, nvmlGpuInstance_t *made)
{
    FIND(device, id, target, profile);
    NEED(made);
    nvmlReturn_t result = nvml_may_configure(&target);
    if (result != NVML_SUCCESS)
        return result;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    int gi = sim_gi_create(target.gpu, profile, start);
    sim_caps_write(&nvml, target.gpu);
    sim_unlock(&nvml);
    if (gi < 0)
        return NVML_ERROR_INSUFFICIENT_RESOURCES;
    *made = nvml_gi_handle(target.index, (uint32_t)gi);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceCreateGpuInstance(nvmlDevice_t device, unsigned id, nvmlGpuInstance_t *made)
{
    return create(device, id, SIM_ANYWHERE, made);
}

API nvmlReturn_t nvmlDeviceCreateGpuInstanceWithPlacement(nvmlDevice_t device, unsigned id, const nvmlPlacement_t *placement, nvmlGpuInstance_t *made)
{
    NEED(placement);
    return create(device, id, placement->start, made);
}

static bool has_compute_instances(const struct nvml_target *target)
{
    for (uint32_t ci = 0; ci < SIM_CIS; ci++)
        if (sim_ci(target->gpu, (uint32_t)target->gi, ci))
            return true;
    return false;
}

API nvmlReturn_t nvmlGpuInstanceDestroy(nvmlGpuInstance_t handle)
{
    struct nvml_target target;
    nvmlReturn_t result = nvml_enter_gi(handle, &target);
    result = result == NVML_SUCCESS ? nvml_may_configure(&target) : result;
    if (result != NVML_SUCCESS)
        return result;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    if (has_compute_instances(&target) || sim_in_use(&nvml, target.index, target.gi, -1))
        result = NVML_ERROR_IN_USE;
    else
        sim_gi_destroy(target.gpu, (uint32_t)target.gi);
    sim_caps_write(&nvml, target.gpu);
    sim_unlock(&nvml);
    return result;
}

API nvmlReturn_t nvmlDeviceGetGpuInstances(nvmlDevice_t device, unsigned id, nvmlGpuInstance_t *instances, unsigned *count)
{
    FIND(device, id, target, profile);
    NEED(instances && count);
    *count = 0;
    for (uint32_t gi = 0; gi < SIM_GIS; gi++)
        if (sim_gi(target.gpu, gi) && target.gpu->gi[gi].profile == profile)
            instances[(*count)++] = nvml_gi_handle(target.index, gi);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetGpuInstanceById(nvmlDevice_t device, unsigned id, nvmlGpuInstance_t *instance)
{
    ENTER_GPU(device, target);
    NEED(instance);
    if (!target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    if (!sim_gi(target.gpu, id))
        return NVML_ERROR_NOT_FOUND;
    *instance = nvml_gi_handle(target.index, id);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpuInstanceGetInfo(nvmlGpuInstance_t handle, nvmlGpuInstanceInfo_t *info)
{
    struct nvml_target target;
    NEED(info);
    nvmlReturn_t result = nvml_enter_gi(handle, &target);
    if (result != NVML_SUCCESS)
        return result;
    const struct sim_gi *gi = &target.gpu->gi[target.gi];
    *info = (nvmlGpuInstanceInfo_t){nvml_gpu_handle(target.index), (unsigned)target.gi, sim_profile_of(target.gpu, (uint32_t)target.gi)->id, {gi->start, gi->size}};
    return NVML_SUCCESS;
}
