#include "nvml_internal.h"

static nvmlReturn_t with_ecc(nvmlDevice_t device, struct nvml_target *target)
{
    nvmlReturn_t result = nvml_enter_gpu(device, target);
    return result == NVML_SUCCESS && !target->gpu->model.ecc ? NVML_ERROR_NOT_SUPPORTED : result;
}

API nvmlReturn_t nvmlDeviceGetEccMode(nvmlDevice_t device, unsigned *current, unsigned *pending)
{
    struct nvml_target target;
    nvmlReturn_t result = with_ecc(device, &target);
    NEED(current && pending);
    *current = *pending = result == NVML_SUCCESS;
    return result;
}

API nvmlReturn_t nvmlDeviceGetDefaultEccMode(nvmlDevice_t device, unsigned *mode)
{
    unsigned pending;
    return nvmlDeviceGetEccMode(device, mode, &pending);
}

/* Kinds: 0 corrected, 1 uncorrected. Injected errors are uncorrected ones of the device memory. */
API nvmlReturn_t nvmlDeviceGetTotalEccErrors(nvmlDevice_t device, unsigned kind, unsigned counter, unsigned long long *count)
{
    struct nvml_target target;
    nvmlReturn_t result = with_ecc(device, &target);
    if (result != NVML_SUCCESS)
        return result;
    NEED(count && kind <= 1 && counter <= 1);
    *count = kind ? target.gpu->ecc_errors : 0;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetMemoryErrorCounter(nvmlDevice_t device, unsigned kind, unsigned counter, unsigned location, unsigned long long *count)
{
    nvmlReturn_t result = nvmlDeviceGetTotalEccErrors(device, kind, counter, count);
    if (result == NVML_SUCCESS && location != 2) /* the device memory */
        *count = 0;
    return result;
}

API nvmlReturn_t nvmlDeviceGetDetailedEccErrors(nvmlDevice_t device, unsigned kind, unsigned counter, nvmlEccErrorCounts_t *counts)
{
    unsigned long long count = 0;
    NEED(counts);
    nvmlReturn_t result = nvmlDeviceGetTotalEccErrors(device, kind, counter, &count);
    *counts = (nvmlEccErrorCounts_t){0, 0, count, 0};
    return result;
}

/* GPUs that remap rows retire no pages. */
API nvmlReturn_t nvmlDeviceGetRetiredPages_v2(nvmlDevice_t device, unsigned cause, unsigned *count, unsigned long long *addresses, unsigned long long *times)
{
    ENTER_GPU(device, target);
    NEED(count && cause <= 1);
    if (target.gpu->model.remapping)
        return NVML_ERROR_NOT_SUPPORTED;
    unsigned retired = cause ? target.gpu->retired : 0, room = *count;
    *count = retired;
    if (room < retired)
        return NVML_ERROR_INSUFFICIENT_SIZE;
    for (unsigned i = 0; addresses && i < retired; i++) {
        addresses[i] = 0x100000ull + i * 0x1000;
        if (times)
            times[i] = nvml.state->created_ns;
    }
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetRetiredPages(nvmlDevice_t device, unsigned cause, unsigned *count, unsigned long long *addresses)
{
    return nvmlDeviceGetRetiredPages_v2(device, cause, count, addresses, NULL);
}

API nvmlReturn_t nvmlDeviceGetRetiredPagesPendingStatus(nvmlDevice_t device, unsigned *pending)
{
    ENTER_GPU(device, target);
    NEED(pending);
    if (target.gpu->model.remapping)
        return NVML_ERROR_NOT_SUPPORTED;
    *pending = target.gpu->remap_pending;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetRemappedRows(nvmlDevice_t device, unsigned *corrected, unsigned *uncorrected, unsigned *pending, unsigned *failed)
{
    ENTER_GPU(device, target);
    NEED(corrected && uncorrected && pending && failed);
    if (!target.gpu->model.remapping)
        return NVML_ERROR_NOT_SUPPORTED;
    *corrected = 0;
    *uncorrected = target.gpu->retired;
    *pending = target.gpu->remap_pending;
    *failed = target.gpu->remap_failed;
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetRowRemapperHistogram(nvmlDevice_t device, nvmlRowRemapperHistogramValues_t *histogram)
{
    ENTER_GPU(device, target);
    NEED(histogram);
    if (!target.gpu->model.remapping)
        return NVML_ERROR_NOT_SUPPORTED;
    unsigned used = target.gpu->retired < 640 ? target.gpu->retired : 640;
    *histogram = (nvmlRowRemapperHistogramValues_t){640 - used, used, 0, 0, 0};
    return NVML_SUCCESS;
}
