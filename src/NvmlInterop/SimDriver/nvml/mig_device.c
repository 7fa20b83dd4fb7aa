#include "nvml_internal.h"
#include "mig_handles.h"

#include <unistd.h>

nvmlReturn_t nvml_may_configure(const struct nvml_target *target)
{
    if (!target->gpu->model.mig_capable)
        return NVML_ERROR_NOT_SUPPORTED;
    return geteuid() == 0 && sim_node_error(&nvml, "nvidia-caps/nvidia-cap1") == 0 ? NVML_SUCCESS : NVML_ERROR_NO_PERMISSION;
}

API nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t device, unsigned *current, unsigned *pending)
{
    ENTER_GPU(device, target);
    NEED(current && pending);
    if (!target.gpu->model.mig_capable)
        return NVML_ERROR_NOT_SUPPORTED;
    *current = target.gpu->mig_current;
    *pending = target.gpu->mig_pending;
    return NVML_SUCCESS;
}

/* Both modes change at once, on a GPU that nobody uses. */
API nvmlReturn_t nvmlDeviceSetMigMode(nvmlDevice_t device, unsigned mode, nvmlReturn_t *activation)
{
    ENTER_GPU(device, target);
    NEED(mode <= 1 && activation);
    nvmlReturn_t result = nvml_may_configure(&target);
    if (result != NVML_SUCCESS)
        return result;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    if (sim_in_use(&nvml, target.index, -1, -1)) {
        result = NVML_ERROR_IN_USE;
    } else {
        for (uint32_t gi = 0; mode != target.gpu->mig_current && gi < SIM_GIS; gi++)
            sim_gi_destroy(target.gpu, gi);
        target.gpu->mig_current = target.gpu->mig_pending = mode;
        sim_caps_write(&nvml, target.gpu);
    }
    sim_unlock(&nvml);
    *activation = result;
    return result;
}

API nvmlReturn_t nvmlDeviceGetMaxMigDeviceCount(nvmlDevice_t device, unsigned *count)
{
    ENTER_GPU(device, target);
    NEED(count);
    *count = target.gpu->model.mig_capable ? 7 : 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceIsMigDeviceHandle(nvmlDevice_t device, unsigned *is_mig)
{
    ENTER(device, target);
    NEED(is_mig);
    *is_mig = target.gi >= 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t device, unsigned index, nvmlDevice_t *mig)
{
    ENTER_GPU(device, target);
    NEED(mig);
    for (uint32_t gi = 0; target.gpu->mig_current && gi < SIM_GIS; gi++)
        for (uint32_t ci = 0; ci < SIM_CIS; ci++)
            if (sim_ci(target.gpu, gi, ci) && sim_mig_visible(&nvml, target.gpu, gi, ci) && index-- == 0)
                return *mig = nvml_mig_handle(target.index, gi, ci), NVML_SUCCESS;
    return NVML_ERROR_NOT_FOUND;
}

API nvmlReturn_t nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t mig, nvmlDevice_t *device)
{
    ENTER(mig, target);
    NEED(device && target.gi >= 0);
    *device = nvml_gpu_handle(target.index);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetGpuInstanceId(nvmlDevice_t device, unsigned *id)
{
    ENTER(device, target);
    NEED(id);
    if (target.gi < 0)
        return NVML_ERROR_NOT_SUPPORTED;
    *id = (unsigned)target.gi;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetComputeInstanceId(nvmlDevice_t device, unsigned *id)
{
    ENTER(device, target);
    NEED(id);
    if (target.gi < 0)
        return NVML_ERROR_NOT_SUPPORTED;
    *id = (unsigned)target.ci;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetAttributes_v2(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)
{
    ENTER(device, target);
    NEED(attributes);
    if (target.gi < 0)
        return NVML_ERROR_NOT_SUPPORTED;
    const struct sim_mig_profile *profile = sim_profile_of(target.gpu, (uint32_t)target.gi);
    const struct sim_ci *ci = &target.gpu->gi[target.gi].ci[target.ci];
    *attributes = (nvmlDeviceAttributes_t){sim_ci_sm(target.gpu, (uint32_t)target.gi, ci->slices), profile->ce, profile->dec, profile->enc,
                                           profile->jpg, profile->ofa, profile->slices, ci->slices, profile->memory_mib};
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetAttributes(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)
{
    return nvmlDeviceGetAttributes_v2(device, attributes);
}
