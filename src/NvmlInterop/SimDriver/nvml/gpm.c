#include "nvml_internal.h"

#include <stdlib.h>

/* Metrics are differences between two samples: busy time over time. */
struct nvml_gpm_sample {
    uint64_t when_ns, busy_ns;
    int forced;
};

API nvmlReturn_t nvmlGpmQueryDeviceSupport(nvmlDevice_t device, nvmlGpmSupport_t *support)
{
    ENTER_GPU(device, target);
    NEED(support);
    if (support->version != 1)
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    support->isSupportedDevice = target.gpu->model.gpm;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpmSampleAlloc(nvmlGpmSample_t *made)
{
    NEED(made);
    *made = calloc(1, sizeof **made);
    return *made ? NVML_SUCCESS : NVML_ERROR_MEMORY;
}

API nvmlReturn_t nvmlGpmSampleFree(nvmlGpmSample_t old)
{
    NEED(old);
    free(old);
    return NVML_SUCCESS;
}

static nvmlReturn_t take(const struct nvml_target *target, const struct sim_timeline *time, nvmlGpmSample_t into)
{
    if (!target->gpu->model.gpm)
        return NVML_ERROR_NOT_SUPPORTED;
    into->when_ns = sim_now_ns();
    into->busy_ns = __atomic_load_n(&time->busy_ns, __ATOMIC_RELAXED);
    into->forced = target->gpu->util;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlGpmSampleGet(nvmlDevice_t device, nvmlGpmSample_t into)
{
    ENTER(device, target);
    NEED(into);
    return take(&target, target.gi >= 0 ? &target.gpu->gi[target.gi].time : &target.gpu->time, into);
}

API nvmlReturn_t nvmlGpmMigSampleGet(nvmlDevice_t device, unsigned gi, nvmlGpmSample_t into)
{
    ENTER_GPU(device, target);
    NEED(into);
    return sim_gi(target.gpu, gi) ? take(&target, &target.gpu->gi[gi].time, into) : NVML_ERROR_INVALID_ARGUMENT;
}

static double busy_percent(nvmlGpmSample_t first, nvmlGpmSample_t second)
{
    if (second->forced >= 0)
        return second->forced;
    double span = (double)(int64_t)(second->when_ns - first->when_ns), busy = (double)(int64_t)(second->busy_ns - first->busy_ns);
    double percent = span > 0 ? busy * 100 / span : 0;
    return percent < 0 ? 0 : percent < 100 ? percent : 100;
}

static void measure(nvmlGpmMetric_t *metric, double busy)
{
    static const struct { unsigned id; double share; const char *name; } known[] = {
        {1, 1, "Graphics Util"}, {2, 1, "SM Util"}, {3, 0.5, "SM Occupancy"}, {5, 0, "Any Tensor Util"}, {10, 0.4, "DRAM BW Util"},
        {11, 0, "FP64 Util"}, {12, 0.3, "FP32 Util"}, {13, 0, "FP16 Util"},
    };
    metric->nvmlReturn = NVML_ERROR_NOT_SUPPORTED;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].id == metric->metricId) {
            metric->nvmlReturn = NVML_SUCCESS;
            metric->value = busy * known[i].share;
            metric->metricInfo.shortName = metric->metricInfo.longName = (char *)known[i].name;
            metric->metricInfo.unit = (char *)"%";
        }
}

API nvmlReturn_t nvmlGpmMetricsGet(nvmlGpmMetricsGet_t *request)
{
    NEED(request && request->sample1 && request->sample2);
    if (request->version != 1)
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    double busy = busy_percent(request->sample1, request->sample2);
    for (unsigned i = 0; i < request->numMetrics; i++)
        measure(&request->metrics[i], busy);
    return NVML_SUCCESS;
}
