/* What the files of libnvidia-ml share: the session, and how a handle becomes a GPU. */
#ifndef COASTER_SIM_NVML_INTERNAL_H
#define COASTER_SIM_NVML_INTERNAL_H

#include "../include/nvml_abi.h"
#include "../state/mig.h"
#include "../state/slots.h"
#include "../state/timeline.h"

#include <string.h>

#define API __attribute__((visibility("default")))

extern struct sim nvml;

/* A GPU (gi and ci -1) or a MIG device. Handles point into one fixed table, so any other pointer is recognised and refused. */
struct nvml_device {
    uint32_t gpu;
    int gi, ci;
};

struct nvml_target {
    uint32_t index;
    int gi, ci;
    struct sim_gpu *gpu;
};

/* Before every call on a device: initialised, a real handle, not lost; takes the GPU's injected delay. */
nvmlReturn_t nvml_enter(nvmlDevice_t device, struct nvml_target *target);
/* The same, and refuses MIG devices with NOT_SUPPORTED, as the driver does for what only a whole GPU has. */
nvmlReturn_t nvml_enter_gpu(nvmlDevice_t device, struct nvml_target *target);
nvmlReturn_t nvml_ready(void);

nvmlDevice_t nvml_gpu_handle(uint32_t gpu);
nvmlDevice_t nvml_mig_handle(uint32_t gpu, uint32_t gi, uint32_t ci);
/* Positions among the visible GPUs. */
uint32_t nvml_visible_count(void);
bool nvml_visible(uint32_t gpu);

nvmlReturn_t nvml_copy_text(char *to, unsigned size, const char *from, size_t from_size);
/* Load of the GPU or of the GPU instance, faults included. */
uint32_t nvml_load(const struct nvml_target *target);
uint32_t nvml_temperature(const struct nvml_target *target);
uint32_t nvml_power_mw(const struct nvml_target *target);

#define ENTER(device, target) \
    struct nvml_target target; \
    nvmlReturn_t entered = nvml_enter((device), &target); \
    if (entered != NVML_SUCCESS) \
        return entered

#define ENTER_GPU(device, target) \
    struct nvml_target target; \
    nvmlReturn_t entered = nvml_enter_gpu((device), &target); \
    if (entered != NVML_SUCCESS) \
        return entered

#define NEED(condition) \
    if (!(condition)) \
    return NVML_ERROR_INVALID_ARGUMENT

#endif
