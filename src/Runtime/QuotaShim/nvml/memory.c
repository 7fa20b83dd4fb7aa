#include "device.h"

API nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory)
{
    uint64_t used, limit;
    nvmlReturn_t result = NVML_CALL(nvmlDeviceGetMemoryInfo, device, memory);
    if (result == NVML_SUCCESS && cq_memory_told(cq_gpu_of_nvml(device), &used, &limit))
        *memory = (nvmlMemory_t){limit, limit - used, used};
    return result;
}

API nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *memory)
{
    uint64_t used, limit;
    nvmlReturn_t result = NVML_CALL(nvmlDeviceGetMemoryInfo_v2, device, memory);
    if (result == NVML_SUCCESS && cq_memory_told(cq_gpu_of_nvml(device), &used, &limit))
        *memory = (nvmlMemory_v2_t){memory->version, limit, 0, limit - used, used};
    return result;
}
