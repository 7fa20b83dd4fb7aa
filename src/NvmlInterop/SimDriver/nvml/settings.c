#include "nvml_internal.h"

#include <unistd.h>

#define ROOT_ONLY \
    if (geteuid() != 0) \
    return NVML_ERROR_NO_PERMISSION

#define SETTING(name, field, most) \
    API nvmlReturn_t nvmlDeviceGet##name(nvmlDevice_t device, unsigned *mode) \
    { \
        ENTER_GPU(device, target); \
        NEED(mode); \
        *mode = target.gpu->field; \
        return NVML_SUCCESS; \
    } \
    API nvmlReturn_t nvmlDeviceSet##name(nvmlDevice_t device, unsigned mode) \
    { \
        ENTER_GPU(device, target); \
        NEED(mode <= (most)); \
        ROOT_ONLY; \
        target.gpu->field = mode; \
        return NVML_SUCCESS; \
    }

SETTING(PersistenceMode, persistence, 1)
SETTING(ComputeMode, compute_mode, 3)
SETTING(AccountingMode, accounting, 1)

API nvmlReturn_t nvmlDeviceSetPowerManagementLimit(nvmlDevice_t device, unsigned milliwatts)
{
    ENTER_GPU(device, target);
    NEED(milliwatts / 1000 >= target.gpu->model.power_min_w && milliwatts / 1000 <= target.gpu->model.power_max_w);
    ROOT_ONLY;
    target.gpu->power_limit_w = milliwatts / 1000;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetDisplayMode(nvmlDevice_t device, unsigned *mode)
{
    ENTER_GPU(device, target);
    NEED(mode);
    *mode = 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetDisplayActive(nvmlDevice_t device, unsigned *active)
{
    return nvmlDeviceGetDisplayMode(device, active);
}
