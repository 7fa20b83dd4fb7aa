#include "nvml_internal.h"

/* The window of utilisation: five buckets of 100 ms. */
#define WINDOW 5

uint32_t nvml_load(const struct nvml_target *target)
{
    if (target->gpu->util >= 0)
        return target->gpu->util <= 100 ? (uint32_t)target->gpu->util : 100;
    struct sim_timeline *time = target->gi >= 0 ? &target->gpu->gi[target->gi].time : &target->gpu->time;
    return sim_busy_percent(time->bucket, WINDOW);
}

uint32_t nvml_temperature(const struct nvml_target *target)
{
    if (target->gpu->temperature >= 0)
        return (uint32_t)target->gpu->temperature;
    return target->gpu->model.temperature_idle + nvml_load(target) * 35 / 100;
}

uint32_t nvml_power_mw(const struct nvml_target *target)
{
    const struct sim_model *model = &target->gpu->model;
    if (target->gpu->power_w >= 0)
        return (uint32_t)target->gpu->power_w * 1000;
    return model->power_idle_w * 1000 + (model->power_limit_w - model->power_idle_w) * 9 * nvml_load(target);
}

API nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *rates)
{
    ENTER_GPU(device, target);
    NEED(rates);
    if (target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    rates->gpu = nvml_load(&target);
    rates->memory = rates->gpu * 2 / 5;
    return NVML_SUCCESS;
}

static nvmlReturn_t idle_engine(nvmlDevice_t device, unsigned *rate, unsigned *period_us)
{
    ENTER_GPU(device, target);
    NEED(rate && period_us);
    if (target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    *rate = 0;
    *period_us = WINDOW * 100000;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetEncoderUtilization(nvmlDevice_t device, unsigned *rate, unsigned *period_us)
{
    return idle_engine(device, rate, period_us);
}

API nvmlReturn_t nvmlDeviceGetDecoderUtilization(nvmlDevice_t device, unsigned *rate, unsigned *period_us)
{
    return idle_engine(device, rate, period_us);
}

API nvmlReturn_t nvmlDeviceGetJpgUtilization(nvmlDevice_t device, unsigned *rate, unsigned *period_us)
{
    return idle_engine(device, rate, period_us);
}

API nvmlReturn_t nvmlDeviceGetOfaUtilization(nvmlDevice_t device, unsigned *rate, unsigned *period_us)
{
    return idle_engine(device, rate, period_us);
}
