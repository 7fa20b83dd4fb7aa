/* What the driver offers beyond the simulated driver's headers: types, numbers, and the functions that the shim asks without hooking them. */
#ifndef COASTER_QUOTA_DRIVER_ABI_H
#define COASTER_QUOTA_DRIVER_ABI_H

#include "../../../NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../../NvmlInterop/SimDriver/include/cuda_graph_abi.h"
#include "../../../NvmlInterop/SimDriver/include/nvml_abi.h"

#define NVML_ERROR_FUNCTION_NOT_FOUND 13

#define DRIVER_FUNCTION(name, result, ...) typedef result name##_fn(__VA_ARGS__);
DRIVER_FUNCTION(cuDeviceGetCount, CUresult, int *)
DRIVER_FUNCTION(cuDeviceGetUuid, CUresult, CUuuid *, CUdevice)
DRIVER_FUNCTION(cuDeviceGetUuid_v2, CUresult, CUuuid *, CUdevice)
DRIVER_FUNCTION(cuDeviceGetAttribute, CUresult, int *, int, CUdevice)
DRIVER_FUNCTION(cuCtxGetCurrent, CUresult, CUcontext *)
DRIVER_FUNCTION(cuCtxGetDevice, CUresult, CUdevice *)
DRIVER_FUNCTION(cuStreamGetCtx, CUresult, CUstream, CUcontext *)
DRIVER_FUNCTION(cuCtxPushCurrent_v2, CUresult, CUcontext)
DRIVER_FUNCTION(cuCtxPopCurrent_v2, CUresult, CUcontext *)
DRIVER_FUNCTION(cuStreamIsCapturing, CUresult, CUstream, int *)
DRIVER_FUNCTION(cuGraphGetNodes, CUresult, CUgraph, CUgraphNode *, size_t *)
DRIVER_FUNCTION(cuGraphNodeGetType, CUresult, CUgraphNode, int *)
DRIVER_FUNCTION(cuGraphKernelNodeGetParams, CUresult, CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v1 *)
DRIVER_FUNCTION(cuGraphKernelNodeGetParams_v2, CUresult, CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v2 *)
DRIVER_FUNCTION(cuGraphChildGraphNodeGetGraph, CUresult, CUgraphNode, CUgraph *)
DRIVER_FUNCTION(cuGraphMemAllocNodeGetParams, CUresult, CUgraphNode, CUDA_MEM_ALLOC_NODE_PARAMS *)
DRIVER_FUNCTION(cuDeviceGetGraphMemAttribute, CUresult, CUdevice, int, void *)
DRIVER_FUNCTION(nvmlDeviceGetUUID, nvmlReturn_t, nvmlDevice_t, char *, unsigned)
#undef DRIVER_FUNCTION

#endif
