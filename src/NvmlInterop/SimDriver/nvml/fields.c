#include "nvml_internal.h"

/* Field numbers (NVML_FI_DEV_*) that monitoring programs ask for. */
static bool read_field(const struct nvml_target *target, unsigned field, uint64_t *value)
{
    struct sim_gpu *gpu = target->gpu;
    const struct sim_model *model = &gpu->model;
    *value = 0;
    switch (field) {
    case 1: case 2: *value = model->ecc; return true;
    case 4: case 6: case 12: case 23: *value = gpu->ecc_errors; return model->ecc;
    case 3: case 5: case 11: case 22: return model->ecc;
    case 30: *value = gpu->retired; return !model->remapping;
    case 29: return !model->remapping;
    case 31: *value = gpu->remap_pending; return !model->remapping;
    case 82: *value = nvml_temperature(target) + 5; return model->temperature_memory_max;
    case 83: *value = (sim_now_ns() - nvml.state->created_ns) / 1000000 * model->power_idle_w; return true;
    case 90: case 164: *value = model->nvlink_mbps; return model->nvlinks;
    case 91: *value = model->nvlinks; return true;
    case 38: case 45: case 52: case 59: case 160: return model->nvlinks;
    case 94: case 95: return true;
    case 142: return model->remapping;
    case 145: *value = gpu->remap_failed; return model->remapping;
    case 143: *value = gpu->retired; return model->remapping;
    case 144: *value = gpu->remap_pending; return model->remapping;
    case 147: *value = model->nvlinks; return model->nvlinks;
    case 185: case 186: *value = nvml_power_mw(target); return true; /* average, instant */
    case 187: *value = model->power_min_w * 1000; return true;
    case 188: *value = model->power_max_w * 1000; return true;
    case 189: *value = model->power_limit_w * 1000; return true;
    case 190: case 191: *value = gpu->power_limit_w * 1000; return true;
    case 230: *value = gpu->recovery; return true;
    default: return false;
    }
}

API nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t device, int count, nvmlFieldValue_t *values)
{
    ENTER_GPU(device, target);
    NEED(count > 0 && values);
    for (int i = 0; i < count; i++) {
        uint64_t value;
        bool known = read_field(&target, values[i].fieldId, &value);
        values[i].timestamp = (long long)sim_wall_us();
        values[i].latencyUsec = 1;
        values[i].valueType = NVML_VALUE_TYPE_UNSIGNED_LONG_LONG;
        values[i].nvmlReturn = known ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
        values[i].value.ullVal = known ? value : 0;
    }
    return NVML_SUCCESS;
}
