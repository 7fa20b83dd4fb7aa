#ifndef COASTER_SIM_MIG_HANDLES_H
#define COASTER_SIM_MIG_HANDLES_H

#include "nvml_internal.h"

/* Handles of GPU instances and compute instances, from fixed tables like those of devices. */
nvmlGpuInstance_t nvml_gi_handle(uint32_t gpu, uint32_t gi);
nvmlComputeInstance_t nvml_ci_handle(uint32_t gpu, uint32_t gi, uint32_t ci);
nvmlReturn_t nvml_enter_gi(nvmlGpuInstance_t handle, struct nvml_target *target);
nvmlReturn_t nvml_enter_ci(nvmlComputeInstance_t handle, struct nvml_target *target);
/* Root with the config capability; NOT_SUPPORTED on a GPU without MIG. */
nvmlReturn_t nvml_may_configure(const struct nvml_target *target);

#endif
