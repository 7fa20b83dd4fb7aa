#include "nvml_internal.h"

#include <stdatomic.h>
#include <stdlib.h>

#define BUCKET_US (SIM_BUCKET_NS / 1000)
#define AGES (SIM_BUCKETS - 2)

/* Read once: two clocks that are read one after the other tell another difference each time, and a bucket would end later than it did. */
static uint64_t wall_offset_us(void)
{
    static _Atomic uint64_t offset;
    uint64_t known = 0, measured = sim_wall_us() - sim_now_ns() / 1000;
    return atomic_compare_exchange_strong(&offset, &known, measured) ? measured : known;
}

/* The end of the bucket of that age, on the wall clock; always the same for the same bucket. */
static uint64_t end_of(uint32_t age)
{
    uint64_t epoch = sim_now_ns() / SIM_BUCKET_NS - age + 1;
    return wall_offset_us() + epoch * BUCKET_US;
}

/* Mean load of the process over the complete buckets that ended after the time; false when it did nothing then. */
static bool sample(const struct sim_slot_gpu *held, uint64_t after, nvmlProcessUtilizationInfo_v1_t *out)
{
    uint64_t sum = 0;
    uint32_t count = 0;
    for (uint32_t age = 1; age <= AGES && end_of(age) > after; age++, count++)
        sum += sim_bucket_us(held->bucket, age);
    if (!sum)
        return false;
    *out = (nvmlProcessUtilizationInfo_v1_t){.timeStamp = end_of(1), .smUtil = sim_percent(sum, count)};
    out->memUtil = out->smUtil * 2 / 5;
    return true;
}

static unsigned collect(const struct nvml_target *target, uint64_t after, nvmlProcessUtilizationInfo_v1_t *out)
{
    unsigned found = 0;
    pid_t pid;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        const struct sim_slot_gpu *held = &nvml.state->slot[index].gpu[target->index];
        if (!held->busy_ns || !sim_slot_alive(&nvml, index, &pid) || !pid || !sample(held, after, &out[found]))
            continue;
        out[found++].pid = (unsigned)pid;
    }
    return found;
}

static nvmlReturn_t gather(nvmlDevice_t device, uint64_t after, unsigned *count, nvmlProcessUtilizationInfo_v1_t **list)
{
    ENTER_GPU(device, target);
    if (target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    *list = calloc(SIM_SLOTS, sizeof **list);
    if (!*list)
        return NVML_ERROR_MEMORY;
    *count = collect(&target, after, *list);
    return *count ? NVML_SUCCESS : NVML_ERROR_NOT_FOUND;
}

API nvmlReturn_t nvmlDeviceGetProcessUtilization(nvmlDevice_t device, nvmlProcessUtilizationSample_t *samples, unsigned *count,
                                                 unsigned long long after)
{
    nvmlProcessUtilizationInfo_v1_t *list = NULL;
    unsigned found = 0;
    NEED(count);
    nvmlReturn_t result = gather(device, after, &found, &list);
    if (!samples && (result == NVML_SUCCESS || result == NVML_ERROR_NOT_FOUND)) { /* asks for the size of the buffer */
        *count = SIM_SLOTS;
        result = NVML_ERROR_INSUFFICIENT_SIZE;
    } else if (result == NVML_SUCCESS && *count < found) {
        result = NVML_ERROR_INSUFFICIENT_SIZE;
    }
    for (unsigned i = 0; result == NVML_SUCCESS && i < found; i++)
        samples[i] = (nvmlProcessUtilizationSample_t){list[i].pid, list[i].timeStamp, list[i].smUtil, list[i].memUtil, 0, 0};
    if (samples)
        *count = found;
    free(list);
    return result;
}

API nvmlReturn_t nvmlDeviceGetProcessesUtilizationInfo(nvmlDevice_t device, nvmlProcessesUtilizationInfo_v1_t *info)
{
    nvmlProcessUtilizationInfo_v1_t *list = NULL;
    unsigned found = 0;
    NEED(info);
    if (info->version != NVML_STRUCT_VERSION(nvmlProcessesUtilizationInfo_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    nvmlReturn_t result = gather(device, info->lastSeenTimeStamp, &found, &list);
    if (result == NVML_SUCCESS && (!info->procUtilArray || info->processSamplesCount < found))
        result = NVML_ERROR_INSUFFICIENT_SIZE;
    if (result == NVML_SUCCESS)
        memcpy(info->procUtilArray, list, found * sizeof *list);
    info->processSamplesCount = found;
    free(list);
    return result;
}

/* Kinds of samples: 1 the GPU's load. */
API nvmlReturn_t nvmlDeviceGetSamples(nvmlDevice_t device, unsigned kind, unsigned long long after, unsigned *value_type, unsigned *count,
                                      nvmlSample_t *samples)
{
    ENTER_GPU(device, target);
    NEED(value_type && count && kind <= 6);
    if (kind != 1 || target.gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    *value_type = NVML_VALUE_TYPE_UNSIGNED_INT;
    unsigned room = *count, found = 0;
    for (uint32_t age = AGES; age > 0 && samples; age--)
        if (end_of(age) > after && found < room)
            samples[found++] = (nvmlSample_t){end_of(age), {.uiVal = target.gpu->util >= 0 ? (unsigned)target.gpu->util : sim_percent(sim_bucket_us(target.gpu->time.bucket, age), 1)}};
    *count = samples ? found : AGES;
    return samples && !found ? NVML_ERROR_NOT_FOUND : NVML_SUCCESS;
}
