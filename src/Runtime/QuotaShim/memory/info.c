/* What the program is told: its container's share is the whole GPU. */
#include "pool.h"

static void tell_free(int gpu, size_t *available, size_t *total)
{
    uint64_t used, limit;
    if (!cq_memory_told(gpu, &used, &limit))
        return;
    *total = limit < *total ? limit : *total;
    if (cq_is_backed()) /* what others hold gives way */
        *available = *total;
    *available = *total > used && *total - used < *available ? *total - used : *total > used ? *available : 0;
}

API CUresult cuMemGetInfo_v2(size_t *available, size_t *total)
{
    cq_settle_pools();
    CUresult result = CALL(cuMemGetInfo_v2, available, total);
    if (result == CUDA_SUCCESS && available && total)
        tell_free(cq_gpu_of_current(NULL), available, total);
    return result;
}

API CUresult cuMemGetInfo(unsigned *available, unsigned *total)
{
    CUresult result = CALL(cuMemGetInfo, available, total);
    if (result != CUDA_SUCCESS || !available || !total)
        return result;
    size_t all = *total, left = *available;
    tell_free(cq_gpu_of_current(NULL), &left, &all);
    *total = (unsigned)all;
    *available = (unsigned)left;
    return result;
}

static uint64_t told_total(CUdevice device, uint64_t total)
{
    uint64_t used, limit;
    return cq_memory_told(cq_gpu_of_device(device), &used, &limit) && limit < total ? limit : total;
}

API CUresult cuDeviceTotalMem_v2(size_t *total, CUdevice device)
{
    CUresult result = CALL(cuDeviceTotalMem_v2, total, device);
    if (result == CUDA_SUCCESS)
        *total = told_total(device, *total);
    return result;
}

API CUresult cuDeviceTotalMem(unsigned *total, CUdevice device)
{
    CUresult result = CALL(cuDeviceTotalMem, total, device);
    if (result == CUDA_SUCCESS)
        *total = (unsigned)told_total(device, *total);
    return result;
}
