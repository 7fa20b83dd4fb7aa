/* What the driver offers beyond the simulated driver's headers: types, numbers, and the functions that the shim asks without hooking them. */
#ifndef COASTER_QUOTA_DRIVER_ABI_H
#define COASTER_QUOTA_DRIVER_ABI_H

#include "../../../NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../../NvmlInterop/SimDriver/include/cuda_graph_abi.h"
#include "../../../NvmlInterop/SimDriver/include/nvml_abi.h"

#define NVML_ERROR_FUNCTION_NOT_FOUND 13

/* Numbers of CUmemPool_attribute. */
enum { CQ_POOL_RESERVED = 5, CQ_POOL_USED = 7 };

/* CUmemAttach_flags: for all streams of all devices */
#define CQ_ATTACH_GLOBAL 1

/* Numbers of CUpointer_attribute. */
enum { CQ_POINTER_HOST = 4, CQ_POINTER_IS_MANAGED = 8 };

/* CUmemLocation.type */
#define CQ_ON_DEVICE 1

/* CUmemAllocationProp, CUDA_ARRAY_DESCRIPTOR_v2 and CUDA_ARRAY3D_DESCRIPTOR_v2 as far as they are read. */
struct cq_memory_properties {
    int type, handle_types;
    CUmemLocation location;
};

struct cq_array_shape {
    size_t width, height;
    int format;
    unsigned channels;
};

/* The first versions, of 32 bits. */
struct cq_array_shape_v1 {
    unsigned width, height;
    int format;
    unsigned channels;
};

struct cq_array_shape_3d_v1 {
    unsigned width, height, depth;
    int format;
    unsigned channels, flags;
};

struct cq_array_shape_3d {
    size_t width, height, depth;
    int format;
    unsigned channels, flags;
};

/* CUarrayMapInfo */
struct cq_array_mapping {
    int resource_type;
    void *resource;
    int subresource_type;
    uint64_t subresource[4];
    int operation, handle_type;
    unsigned long long handle, offset;
    unsigned devices, flags, reserved[2];
};
_Static_assert(sizeof(struct cq_array_mapping) == 96, "layout");
#define CQ_ARRAY_MAP 1

/* Flags of arrays: the third dimension counts layers; memory comes later, by handle. */
enum { CQ_ARRAY_LAYERED = 0x01, CQ_ARRAY_CUBE = 0x04, CQ_ARRAY_SPARSE = 0x40, CQ_ARRAY_DEFERRED = 0x80 };

/* Numbers of CUlimit, and of the device's attributes that local memory follows from. */
enum { CQ_LIMIT_STACK, CQ_LIMIT_PRINTF, CQ_LIMIT_HEAP };
enum { CQ_PROCESSORS = 16, CQ_THREADS_PER_PROCESSOR = 39 };

#define DRIVER_FUNCTION(name, result, ...) typedef result name##_fn(__VA_ARGS__);
DRIVER_FUNCTION(cuDeviceGetCount, CUresult, int *)
DRIVER_FUNCTION(cuDeviceGetUuid, CUresult, CUuuid *, CUdevice)
DRIVER_FUNCTION(cuDeviceGetUuid_v2, CUresult, CUuuid *, CUdevice)
DRIVER_FUNCTION(cuDeviceGetAttribute, CUresult, int *, int, CUdevice)
DRIVER_FUNCTION(cuDeviceGetDefaultMemPool, CUresult, CUmemoryPool *, CUdevice)
DRIVER_FUNCTION(cuDeviceGetMemPool, CUresult, CUmemoryPool *, CUdevice)
DRIVER_FUNCTION(cuMemGetAddressRange_v2, CUresult, CUdeviceptr *, size_t *, CUdeviceptr)
DRIVER_FUNCTION(cuMemPoolGetAttribute, CUresult, CUmemoryPool, int, void *)
DRIVER_FUNCTION(cuDevicePrimaryCtxGetState, CUresult, CUdevice, unsigned *, int *)
DRIVER_FUNCTION(cuCtxGetLimit, CUresult, size_t *, int)
DRIVER_FUNCTION(cuCtxGetCurrent, CUresult, CUcontext *)
DRIVER_FUNCTION(cuCtxGetDevice, CUresult, CUdevice *)
DRIVER_FUNCTION(cuStreamIsCapturing, CUresult, CUstream, int *)
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
