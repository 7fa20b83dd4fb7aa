#ifndef COASTER_QUOTA_NVML_DEVICE_H
#define COASTER_QUOTA_NVML_DEVICE_H

#include "../region/process.h"

/* The GPU of the limits whose share of memory is what is told for the device; -1: the driver's own answer is. */
int cq_gpu_of_nvml(nvmlDevice_t device);

#endif
