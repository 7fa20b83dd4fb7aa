#include "nvml_internal.h"

enum { GRAPHICS, SM, MEMORY, VIDEO };

static bool clock_of(const struct nvml_target *target, unsigned kind, bool now, unsigned *mhz)
{
    const struct sim_model *model = &target->gpu->model;
    uint32_t core = now && !nvml_load(target) ? model->idle_clock_mhz : model->sm_clock_mhz;
    if (kind > VIDEO)
        return false;
    *mhz = kind == MEMORY ? model->memory_clock_mhz : kind == VIDEO ? core * 9 / 10 : core;
    return true;
}

static nvmlReturn_t read_clock(nvmlDevice_t device, unsigned kind, bool now, unsigned *mhz)
{
    ENTER_GPU(device, target);
    NEED(mhz && clock_of(&target, kind, now, mhz));
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetClockInfo(nvmlDevice_t device, unsigned kind, unsigned *mhz) { return read_clock(device, kind, true, mhz); }
API nvmlReturn_t nvmlDeviceGetMaxClockInfo(nvmlDevice_t device, unsigned kind, unsigned *mhz) { return read_clock(device, kind, false, mhz); }
API nvmlReturn_t nvmlDeviceGetMaxCustomerBoostClock(nvmlDevice_t device, unsigned kind, unsigned *mhz) { return read_clock(device, kind, false, mhz); }
API nvmlReturn_t nvmlDeviceGetApplicationsClock(nvmlDevice_t device, unsigned kind, unsigned *mhz) { return read_clock(device, kind, false, mhz); }
API nvmlReturn_t nvmlDeviceGetDefaultApplicationsClock(nvmlDevice_t device, unsigned kind, unsigned *mhz) { return read_clock(device, kind, false, mhz); }

API nvmlReturn_t nvmlDeviceGetClock(nvmlDevice_t device, unsigned kind, unsigned id, unsigned *mhz)
{
    NEED(id <= 3);
    return read_clock(device, kind, id == 0, mhz);
}

#define REASON_IDLE 1ull
#define REASON_HW_SLOWDOWN 8ull
#define REASON_HW_THERMAL 0x40ull

API nvmlReturn_t nvmlDeviceGetCurrentClocksEventReasons(nvmlDevice_t device, unsigned long long *reasons)
{
    ENTER_GPU(device, target);
    NEED(reasons);
    *reasons = nvml_load(&target) ? 0 : REASON_IDLE;
    if (nvml_temperature(&target) >= target.gpu->model.temperature_slowdown)
        *reasons |= REASON_HW_SLOWDOWN | REASON_HW_THERMAL;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t device, unsigned long long *reasons)
{
    return nvmlDeviceGetCurrentClocksEventReasons(device, reasons);
}

API nvmlReturn_t nvmlDeviceGetSupportedClocksEventReasons(nvmlDevice_t device, unsigned long long *reasons)
{
    ENTER_GPU(device, target);
    NEED(reasons);
    *reasons = 0x1ff;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetSupportedClocksThrottleReasons(nvmlDevice_t device, unsigned long long *reasons)
{
    return nvmlDeviceGetSupportedClocksEventReasons(device, reasons);
}

API nvmlReturn_t nvmlDeviceGetPerformanceState(nvmlDevice_t device, unsigned *state)
{
    ENTER_GPU(device, target);
    NEED(state);
    *state = target.gpu->model.nvlinks || nvml_load(&target) ? 0 : 8;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetPowerState(nvmlDevice_t device, unsigned *state)
{
    return nvmlDeviceGetPerformanceState(device, state);
}

/* One memory clock, and the core clocks from the top down in steps of 15 MHz. */
API nvmlReturn_t nvmlDeviceGetSupportedMemoryClocks(nvmlDevice_t device, unsigned *count, unsigned *mhz)
{
    ENTER_GPU(device, target);
    NEED(count);
    bool room = mhz && *count;
    *count = 1;
    if (!room)
        return NVML_ERROR_INSUFFICIENT_SIZE;
    *mhz = target.gpu->model.memory_clock_mhz;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetSupportedGraphicsClocks(nvmlDevice_t device, unsigned memory_mhz, unsigned *count, unsigned *mhz)
{
    ENTER_GPU(device, target);
    NEED(count);
    const struct sim_model *model = &target.gpu->model;
    if (memory_mhz != model->memory_clock_mhz)
        return NVML_ERROR_NOT_FOUND;
    unsigned room = *count, least = model->idle_clock_mhz < model->sm_clock_mhz ? model->idle_clock_mhz : model->sm_clock_mhz;
    *count = (model->sm_clock_mhz - least) / 15 + 1;
    for (unsigned i = 0; mhz && i < *count && i < room; i++)
        mhz[i] = model->sm_clock_mhz - 15 * i;
    return mhz && room >= *count ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
}
