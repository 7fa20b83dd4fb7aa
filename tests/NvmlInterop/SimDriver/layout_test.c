/* The sizes, offsets and version words of the binary interface, as callers compiled against nvml.h and cuda.h have them. */
#include "../../../src/NvmlInterop/SimDriver/include/cuda_share_abi.h"
#include "../../../src/NvmlInterop/SimDriver/include/nvml_abi.h"

#include <stddef.h>
#include <stdio.h>

static int passed, failed;

static void expect(const char *what, unsigned long actual, unsigned long expected)
{
    if (actual == expected) {
        passed++;
        return;
    }
    failed++;
    printf("FAIL %s: %lu (%#lx), expected %lu (%#lx)\n", what, actual, actual, expected, expected);
}

#define SIZE(type, size) expect("sizeof " #type, sizeof(type), size)
#define AT(type, field, offset) expect(#type "." #field, offsetof(type, field), offset)
#define VERSION(type, number, word) expect("version of " #type, NVML_STRUCT_VERSION(type, number), word)

static void check_devices(void)
{
    SIZE(nvmlMemory_t, 24), AT(nvmlMemory_t, free, 8), AT(nvmlMemory_t, used, 16);
    SIZE(nvmlMemory_v2_t, 40), VERSION(nvmlMemory_v2_t, 2, 0x02000028);
    AT(nvmlMemory_v2_t, total, 8), AT(nvmlMemory_v2_t, reserved, 16), AT(nvmlMemory_v2_t, free, 24), AT(nvmlMemory_v2_t, used, 32);
    SIZE(nvmlUtilization_t, 8), SIZE(nvmlBAR1Memory_t, 24), SIZE(nvmlSample_t, 16), SIZE(nvmlEccErrorCounts_t, 32);
    SIZE(nvmlPciInfo_t, 68), AT(nvmlPciInfo_t, domain, 16), AT(nvmlPciInfo_t, pciDeviceId, 28), AT(nvmlPciInfo_t, busId, 36);
    SIZE(nvmlPciInfoExt_v1_t, 64), VERSION(nvmlPciInfoExt_v1_t, 1, 0x01000040), AT(nvmlPciInfoExt_v1_t, busId, 32);
    SIZE(nvmlUUID_v1_t, 52), VERSION(nvmlUUID_v1_t, 1, 0x01000034);
    SIZE(nvmlFieldValue_t, 40), AT(nvmlFieldValue_t, timestamp, 8), AT(nvmlFieldValue_t, valueType, 24), AT(nvmlFieldValue_t, nvmlReturn, 28),
        AT(nvmlFieldValue_t, value, 32);
    SIZE(nvmlEventData_t, 32), AT(nvmlEventData_t, eventType, 8), AT(nvmlEventData_t, eventData, 16), AT(nvmlEventData_t, computeInstanceId, 28);
    SIZE(nvmlGpmMetric_t, 40), AT(nvmlGpmMetricsGet_t, metrics, 24), SIZE(nvmlTemperature_v1_t, 12);
}

static void check_processes(void)
{
    SIZE(nvmlProcessInfo_v1_t, 16), AT(nvmlProcessInfo_v1_t, usedGpuMemory, 8);
    SIZE(nvmlProcessInfo_t, 24), AT(nvmlProcessInfo_t, gpuInstanceId, 16), AT(nvmlProcessInfo_t, computeInstanceId, 20);
    SIZE(nvmlProcessDetail_v1_t, 32), AT(nvmlProcessDetail_v1_t, usedGpuCcProtectedMemory, 24);
    SIZE(nvmlProcessDetailList_v1_t, 24), VERSION(nvmlProcessDetailList_v1_t, 1, 0x01000018), AT(nvmlProcessDetailList_v1_t, procArray, 16);
    SIZE(nvmlProcessUtilizationSample_t, 32), AT(nvmlProcessUtilizationSample_t, timeStamp, 8), AT(nvmlProcessUtilizationSample_t, decUtil, 28);
    SIZE(nvmlProcessUtilizationInfo_v1_t, 40), AT(nvmlProcessUtilizationInfo_v1_t, pid, 8), AT(nvmlProcessUtilizationInfo_v1_t, ofaUtil, 32);
    SIZE(nvmlProcessesUtilizationInfo_v1_t, 24), VERSION(nvmlProcessesUtilizationInfo_v1_t, 1, 0x01000018);
    SIZE(nvmlAccountingStats_t, 56), AT(nvmlAccountingStats_t, maxMemoryUsage, 8), AT(nvmlAccountingStats_t, isRunning, 32);
}

static void check_mig(void)
{
    SIZE(nvmlDeviceAttributes_t, 40), AT(nvmlDeviceAttributes_t, memorySizeMB, 32);
    SIZE(nvmlGpuInstanceProfileInfo_t, 48), AT(nvmlGpuInstanceProfileInfo_t, multiprocessorCount, 16), AT(nvmlGpuInstanceProfileInfo_t, memorySizeMB, 40);
    SIZE(nvmlGpuInstanceProfileInfo_v2_t, 152), VERSION(nvmlGpuInstanceProfileInfo_v2_t, 2, 0x02000098), AT(nvmlGpuInstanceProfileInfo_v2_t, name, 56);
    SIZE(nvmlGpuInstanceProfileInfo_v3_t, 152), VERSION(nvmlGpuInstanceProfileInfo_v3_t, 3, 0x03000098);
    AT(nvmlGpuInstanceProfileInfo_v3_t, multiprocessorCount, 16), AT(nvmlGpuInstanceProfileInfo_v3_t, memorySizeMB, 40),
        AT(nvmlGpuInstanceProfileInfo_v3_t, name, 48), AT(nvmlGpuInstanceProfileInfo_v3_t, capabilities, 144);
    SIZE(nvmlPlacement_t, 8), SIZE(nvmlGpuInstanceInfo_t, 24), AT(nvmlGpuInstanceInfo_t, profileId, 12), AT(nvmlGpuInstanceInfo_t, placement, 16);
    SIZE(nvmlComputeInstanceProfileInfo_t, 36), SIZE(nvmlComputeInstanceProfileInfo_v2_t, 136), SIZE(nvmlComputeInstanceProfileInfo_v3_t, 140);
    VERSION(nvmlComputeInstanceProfileInfo_v2_t, 2, 0x02000088), VERSION(nvmlComputeInstanceProfileInfo_v3_t, 3, 0x0300008c);
    AT(nvmlComputeInstanceProfileInfo_v2_t, name, 40);
    SIZE(nvmlComputeInstanceInfo_t, 32), AT(nvmlComputeInstanceInfo_t, gpuInstance, 8), AT(nvmlComputeInstanceInfo_t, placement, 24);
}

static void check_cuda(void)
{
    SIZE(CUDA_MEMCPY2D, 128), AT(CUDA_MEMCPY2D, dstXInBytes, 56), AT(CUDA_MEMCPY2D, WidthInBytes, 112);
    SIZE(CUmemPoolProps, 88), AT(CUmemPoolProps, location, 8);
    SIZE(CUlaunchConfig, 56), AT(CUlaunchConfig, hStream, 32), AT(CUlaunchConfig, numAttrs, 48);
}

static void check_graphs(void)
{
    SIZE(CUDA_KERNEL_NODE_PARAMS_v1, 56), SIZE(CUDA_KERNEL_NODE_PARAMS_v2, 72);
    AT(CUDA_KERNEL_NODE_PARAMS_v2, sharedMemBytes, 32), AT(CUDA_KERNEL_NODE_PARAMS_v2, kernelParams, 40), AT(CUDA_KERNEL_NODE_PARAMS_v2, kern, 56);
    SIZE(CUDA_MEMCPY3D, 200), AT(CUDA_MEMCPY3D, srcArray, 56), AT(CUDA_MEMCPY3D, dstXInBytes, 88), AT(CUDA_MEMCPY3D, dstArray, 144), AT(CUDA_MEMCPY3D, Depth, 192);
    SIZE(CUDA_MEMSET_NODE_PARAMS, 40), AT(CUDA_MEMSET_NODE_PARAMS, width, 24), SIZE(CUDA_HOST_NODE_PARAMS, 16);
    SIZE(CUDA_MEM_ALLOC_NODE_PARAMS, 120), AT(CUDA_MEM_ALLOC_NODE_PARAMS, bytesize, 104), AT(CUDA_MEM_ALLOC_NODE_PARAMS, dptr, 112);
    SIZE(CUgraphEdgeData, 8), SIZE(CUgraphNodeParams, 256), AT(CUgraphNodeParams, kernel, 16), AT(CUgraphNodeParams, reserved2, 248);
    SIZE(CUDA_GRAPH_INSTANTIATE_PARAMS, 32), AT(CUDA_GRAPH_INSTANTIATE_PARAMS, result_out, 24);
    SIZE(CUgraphExecUpdateResultInfo, 24), AT(CUgraphExecUpdateResultInfo, errorNode, 8);
    SIZE(CUlaunchAttribute, 72), AT(CUlaunchAttribute, value, 8), SIZE(CUDA_LAUNCH_PARAMS, 56), SIZE(CUmemAccessDesc, 12);
    SIZE(CUDA_ARRAY_DESCRIPTOR, 24), AT(CUDA_ARRAY_DESCRIPTOR, NumChannels, 20), SIZE(CUDA_ARRAY3D_DESCRIPTOR, 40), AT(CUDA_ARRAY3D_DESCRIPTOR, Flags, 32);
    SIZE(CUDA_ARRAY_MEMORY_REQUIREMENTS, 32), AT(CUDA_ARRAY_MEMORY_REQUIREMENTS, alignment, 8);
    SIZE(CUmemAllocationProp, 32), AT(CUmemAllocationProp, location, 8), AT(CUmemAllocationProp, allocFlags, 24);
    SIZE(CUipcMemHandle, 64), SIZE(CUmemPoolPtrExportData, 64);
    SIZE(CUDA_EXTERNAL_MEMORY_HANDLE_DESC, 104), AT(CUDA_EXTERNAL_MEMORY_HANDLE_DESC, handle, 8), AT(CUDA_EXTERNAL_MEMORY_HANDLE_DESC, size, 24);
    SIZE(CUDA_EXTERNAL_MEMORY_BUFFER_DESC, 88), AT(CUDA_EXTERNAL_MEMORY_BUFFER_DESC, flags, 16);
    SIZE(CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC, 120), AT(CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC, numLevels, 48);
}

int main(void)
{
    check_devices();
    check_processes();
    check_mig();
    check_cuda();
    check_graphs();
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
