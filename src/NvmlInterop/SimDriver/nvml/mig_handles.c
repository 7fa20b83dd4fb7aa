#include "mig_handles.h"

struct nvml_gpu_instance { char unused; };
struct nvml_compute_instance { char unused; };

static struct nvml_gpu_instance gis[SIM_GPUS * SIM_GIS];
static struct nvml_compute_instance cis[SIM_GPUS * SIM_GIS * SIM_CIS];

nvmlGpuInstance_t nvml_gi_handle(uint32_t gpu, uint32_t gi)
{
    return &gis[gpu * SIM_GIS + gi];
}

nvmlComputeInstance_t nvml_ci_handle(uint32_t gpu, uint32_t gi, uint32_t ci)
{
    return &cis[(gpu * SIM_GIS + gi) * SIM_CIS + ci];
}

static nvmlReturn_t enter(uint32_t gpu, uint32_t gi, uint32_t ci, bool whole, struct nvml_target *target)
{
    nvmlReturn_t result = nvml_enter_gpu(nvml_gpu_handle(gpu), target);
    if (result != NVML_SUCCESS)
        return result;
    target->gi = (int)gi;
    target->ci = whole ? -1 : (int)ci;
    bool exists = whole ? sim_gi(target->gpu, gi) != NULL : sim_ci(target->gpu, gi, ci) != NULL;
    return exists ? NVML_SUCCESS : NVML_ERROR_NOT_FOUND;
}

nvmlReturn_t nvml_enter_gi(nvmlGpuInstance_t handle, struct nvml_target *target)
{
    uintptr_t at = (uintptr_t)handle - (uintptr_t)gis;
    return at < sizeof gis ? enter((uint32_t)(at / SIM_GIS), at % SIM_GIS, 0, true, target) : NVML_ERROR_INVALID_ARGUMENT;
}

nvmlReturn_t nvml_enter_ci(nvmlComputeInstance_t handle, struct nvml_target *target)
{
    uintptr_t at = (uintptr_t)handle - (uintptr_t)cis, gi = at / SIM_CIS;
    return at < sizeof cis ? enter((uint32_t)(gi / SIM_GIS), gi % SIM_GIS, at % SIM_CIS, false, target) : NVML_ERROR_INVALID_ARGUMENT;
}
