/*
 * Private tables, as the driver has some for its own libraries: the first word is the size in bytes, the functions follow. They reach
 * the driver without any exported name. Their identities are this driver's own, so that no library of NVIDIA's takes one for its.
 */
#include "cuda_internal.h"

#include <string.h>

API CUresult cuMemAlloc_v2(CUdeviceptr *, size_t);
API CUresult cuMemFree_v2(CUdeviceptr);
API CUresult cuMemGetInfo_v2(size_t *, size_t *);
API CUresult cuMemAllocAsync(CUdeviceptr *, size_t, CUstream);
API CUresult cuLaunchKernel(CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **);
API CUresult cuStreamSynchronize(CUstream);

struct table { size_t size; void *function[4]; };

static const CUuuid memory_id = {{0x43, 0x53, 0x49, 0x4d, 0x6d, 0x65, 0x4d, 0x01, 0x8e, 0x21, 0x5c, 0x70, 0x1b, 0x9a, 0x44, 0xd2}};
static const CUuuid launch_id = {{0x43, 0x53, 0x49, 0x4d, 0x6c, 0x61, 0x4e, 0x01, 0x9f, 0x3c, 0x17, 0xe6, 0x52, 0x08, 0xb1, 0x7d}};

static const struct table memory = {sizeof(size_t) * 5, {cuMemAlloc_v2, cuMemFree_v2, cuMemGetInfo_v2, cuMemAllocAsync}};
static const struct table launching = {sizeof(size_t) * 3, {cuLaunchKernel, cuStreamSynchronize}};

static bool same(const CUuuid *one, const CUuuid *other)
{
    return !memcmp(one, other, sizeof *one);
}

API CUresult cuGetExportTable(const void **table, const CUuuid *id)
{
    NEED(table && id);
    *table = same(id, &memory_id) ? &memory : same(id, &launch_id) ? &launching : NULL;
    return *table ? CUDA_SUCCESS : CUDA_ERROR_NOT_FOUND;
}
