#include "nvml_internal.h"

API nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t device, unsigned sensor, unsigned *temperature)
{
    ENTER_GPU(device, target);
    NEED(temperature && sensor == 0);
    *temperature = nvml_temperature(&target);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetTemperatureV(nvmlDevice_t device, nvmlTemperature_v1_t *reading)
{
    NEED(reading);
    if (reading->version != NVML_STRUCT_VERSION(nvmlTemperature_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    ENTER_GPU(device, target);
    NEED(reading->sensorType == 0);
    reading->temperature = (int)nvml_temperature(&target);
    return NVML_SUCCESS;
}

/* Shutdown, slowdown, memory maximum, GPU maximum. */
API nvmlReturn_t nvmlDeviceGetTemperatureThreshold(nvmlDevice_t device, unsigned kind, unsigned *temperature)
{
    ENTER_GPU(device, target);
    const struct sim_model *model = &target.gpu->model;
    const uint32_t thresholds[] = {model->temperature_shutdown, model->temperature_slowdown, model->temperature_memory_max, model->temperature_max};
    NEED(temperature);
    if (kind >= sizeof thresholds / sizeof *thresholds || !thresholds[kind])
        return NVML_ERROR_NOT_SUPPORTED;
    *temperature = thresholds[kind];
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetFanSpeed(nvmlDevice_t device, unsigned *speed)
{
    ENTER_GPU(device, target);
    NEED(speed);
    if (!target.gpu->model.fan)
        return NVML_ERROR_NOT_SUPPORTED;
    *speed = 30 + nvml_load(&target) / 2;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetNumFans(nvmlDevice_t device, unsigned *fans)
{
    ENTER_GPU(device, target);
    NEED(fans);
    *fans = target.gpu->model.fan;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned *milliwatts)
{
    ENTER_GPU(device, target);
    NEED(milliwatts);
    *milliwatts = nvml_power_mw(&target);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetPowerManagementLimit(nvmlDevice_t device, unsigned *milliwatts)
{
    ENTER_GPU(device, target);
    NEED(milliwatts);
    *milliwatts = target.gpu->power_limit_w * 1000;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetEnforcedPowerLimit(nvmlDevice_t device, unsigned *milliwatts)
{
    return nvmlDeviceGetPowerManagementLimit(device, milliwatts);
}

API nvmlReturn_t nvmlDeviceGetPowerManagementDefaultLimit(nvmlDevice_t device, unsigned *milliwatts)
{
    ENTER_GPU(device, target);
    NEED(milliwatts);
    *milliwatts = target.gpu->model.power_limit_w * 1000;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetPowerManagementLimitConstraints(nvmlDevice_t device, unsigned *least, unsigned *most)
{
    ENTER_GPU(device, target);
    NEED(least && most);
    *least = target.gpu->model.power_min_w * 1000;
    *most = target.gpu->model.power_max_w * 1000;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetPowerManagementMode(nvmlDevice_t device, unsigned *mode)
{
    ENTER_GPU(device, target);
    NEED(mode);
    *mode = 1;
    return NVML_SUCCESS;
}

/* Millijoules since the simulation began: idle power all the time, the rest while busy. */
API nvmlReturn_t nvmlDeviceGetTotalEnergyConsumption(nvmlDevice_t device, unsigned long long *millijoules)
{
    ENTER_GPU(device, target);
    NEED(millijoules);
    const struct sim_model *model = &target.gpu->model;
    uint64_t up_ms = (sim_now_ns() - nvml.state->created_ns) / 1000000, busy_ms = target.gpu->time.busy_ns / 1000000;
    *millijoules = up_ms * model->power_idle_w + busy_ms * (model->power_limit_w - model->power_idle_w) * 9 / 10;
    return NVML_SUCCESS;
}
