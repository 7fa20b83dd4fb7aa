/* Every way to take device memory. */
#include "check.h"

static CUresult linear(size_t bytes, uint64_t *handle)
{
    CUdeviceptr at = 0;
    CUresult result = CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, bytes);
    *handle = at;
    return result;
}

static CUresult free_address(uint64_t handle, size_t bytes)
{
    (void)bytes;
    return CUDA(cuMemFree_v2, (CUdeviceptr), handle);
}

static void *by_proc_address(const char *name, int version)
{
    void *found = NULL;
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), name, &found, version, 0, NULL), 0);
    return found;
}

static CUresult asked_for(size_t bytes, uint64_t *handle)
{
    return ((CUresult(*)(uint64_t *, size_t))by_proc_address("cuMemAlloc", 12000))(handle, bytes);
}

static CUresult asked_for_twice(size_t bytes, uint64_t *handle)
{
    void *ask = by_proc_address("cuGetProcAddress", 11030), *found = NULL;
    EQUAL(((CUresult(*)(const char *, void **, int, cuuint64_t))ask)("cuMemAllocAsync", &found, 12000, 0), 0);
    return ((CUresult(*)(uint64_t *, size_t, CUstream))found)(handle, bytes, NULL);
}

static CUresult pitched(size_t bytes, uint64_t *handle)
{
    CUdeviceptr at = 0;
    size_t pitch;
    CUresult result = CUDA(cuMemAllocPitch_v2, (CUdeviceptr *, size_t *, size_t, size_t, unsigned), &at, &pitch, 1000, bytes / 1024, 4);
    *handle = at;
    return result;
}

static CUresult managed(size_t bytes, uint64_t *handle)
{
    return CUDA(cuMemAllocManaged, (uint64_t *, size_t, unsigned), handle, bytes, 1);
}

static CUresult async(size_t bytes, uint64_t *handle)
{
    return CUDA(cuMemAllocAsync, (uint64_t *, size_t, CUstream), handle, bytes, NULL);
}

static CUresult async_per_thread(size_t bytes, uint64_t *handle)
{
    return CUDA(cuMemAllocAsync_ptsz, (uint64_t *, size_t, CUstream), handle, bytes, NULL);
}

static CUresult on_stream(size_t bytes, uint64_t *handle)
{
    static CUstream stream;
    if (!stream)
        EQUAL(CUDA(cuStreamCreate, (CUstream *, unsigned), &stream, 1), 0);
    return CUDA(cuMemAllocAsync, (uint64_t *, size_t, CUstream), handle, bytes, stream);
}

static CUresult free_async(uint64_t handle, size_t bytes)
{
    (void)bytes;
    CUresult result = CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), handle, NULL);
    return result ? result : CUDA(cuCtxSynchronize, (void));
}

/* The pool keeps it until the stream has come so far. */
static CUresult free_plainly(uint64_t handle, size_t bytes)
{
    CUresult result = free_address(handle, bytes);
    return result ? result : CUDA(cuCtxSynchronize, (void));
}

static CUmemoryPool pool_of_own(void)
{
    static CUmemoryPool pool;
    CUmemPoolProps properties = {.allocType = 1, .location = {1, 0}};
    if (!pool)
        EQUAL(CUDA(cuMemPoolCreate, (CUmemoryPool *, const CUmemPoolProps *), &pool, &properties), 0);
    return pool;
}

static CUresult from_pool(size_t bytes, uint64_t *handle)
{
    return CUDA(cuMemAllocFromPoolAsync, (uint64_t *, size_t, CUmemoryPool, CUstream), handle, bytes, pool_of_own(), NULL);
}

static CUresult from_default_pool(size_t bytes, uint64_t *handle)
{
    CUmemoryPool pool;
    EQUAL(CUDA(cuDeviceGetDefaultMemPool, (CUmemoryPool *, CUdevice), &pool, 0), 0);
    return CUDA(cuMemAllocFromPoolAsync_ptsz, (uint64_t *, size_t, CUmemoryPool, CUstream), handle, bytes, pool, NULL);
}

static CUresult chosen_pool(size_t bytes, uint64_t *handle)
{
    EQUAL(CUDA(cuDeviceSetMemPool, (CUdevice, CUmemoryPool), 0, pool_of_own()), 0);
    return async(bytes, handle);
}

static CUresult physical(size_t bytes, uint64_t *handle)
{
    struct { int type, handles; CUmemLocation location; char rest[40]; } properties = {1, 0, {1, 0}, ""};
    return CUDA(cuMemCreate, (uint64_t *, size_t, const void *, unsigned long long), handle, bytes, &properties, 0);
}

static CUresult release(uint64_t handle, size_t bytes)
{
    (void)bytes;
    return CUDA(cuMemRelease, (uint64_t), handle);
}

/* Mapped and released: the mapping alone holds it. */
static CUresult mapped(size_t bytes, uint64_t *handle)
{
    uint64_t memory, at;
    CUresult result = physical(bytes, &memory);
    if (result)
        return result;
    EQUAL(CUDA(cuMemAddressReserve, (uint64_t *, size_t, size_t, CUdeviceptr, unsigned long long), &at, bytes, 0, 0, 0), 0);
    EQUAL(CUDA(cuMemMap, (CUdeviceptr, size_t, size_t, uint64_t, unsigned long long), at, bytes, 0, memory, 0), 0);
    EQUAL(release(memory, bytes), 0);
    *handle = at;
    return CUDA_SUCCESS;
}

static CUresult unmap(uint64_t handle, size_t bytes)
{
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), handle, bytes), 0);
    return CUDA(cuMemAddressFree, (CUdeviceptr, size_t), handle, bytes);
}

static CUresult flat_array(size_t bytes, uint64_t *handle)
{
    struct { size_t width, height; int format; unsigned channels; } shape = {1024, bytes / 4096, 0x20, 1};
    return CUDA(cuArrayCreate_v2, (uint64_t *, const void *), handle, &shape);
}

static CUresult deep_array(size_t bytes, uint64_t *handle)
{
    struct { size_t width, height, depth; int format; unsigned channels, flags; } shape = {256, 16, bytes / (256 * 16 * 8), 0x02, 4, 0};
    return CUDA(cuArray3DCreate_v2, (uint64_t *, const void *), handle, &shape);
}

static CUresult layered_array(size_t bytes, uint64_t *handle)
{
    struct { size_t width, height, depth; int format; unsigned channels, flags; } shape = {512, 64, bytes / (512 * 64 * 4), 0x01, 4, 1};
    return CUDA(cuArray3DCreate_v2, (uint64_t *, const void *), handle, &shape);
}

static CUresult free_array(uint64_t handle, size_t bytes)
{
    (void)bytes;
    return CUDA(cuArrayDestroy, (uint64_t), handle);
}

static CUresult mipmapped(size_t bytes, uint64_t *handle)
{
    struct { size_t width, height, depth; int format; unsigned channels, flags; } shape = {1024, bytes / 8192, 0, 0x20, 1, 0};
    return CUDA(cuMipmappedArrayCreate, (uint64_t *, const void *, unsigned), handle, &shape, 4);
}

static CUresult free_mipmapped(uint64_t handle, size_t bytes)
{
    (void)bytes;
    return CUDA(cuMipmappedArrayDestroy, (uint64_t), handle);
}

const struct path paths[] = {
    {"linear", linear, free_address, 512},
    {"getProcAddress", asked_for, free_address, 512},
    {"getProcAddressTwice", asked_for_twice, free_async, 512},
    {"pitched", pitched, free_address, 1 << 20},
    {"managed", managed, free_address, 1 << 20},
    {"async", async, free_async, 512},
    {"asyncPerThread", async_per_thread, free_async, 512},
    {"asyncOnStream", on_stream, free_async, 512},
    {"asyncFreedPlainly", async, free_plainly, 512},
    {"pool", from_pool, free_async, 512},
    {"defaultPool", from_default_pool, free_async, 512},
    {"chosenPool", chosen_pool, free_async, 512},
    {"physical", physical, release, GRANULE},
    {"mapped", mapped, unmap, GRANULE},
    {"flatArray", flat_array, free_array, 4096},
    {"deepArray", deep_array, free_array, 32768},
    {"layeredArray", layered_array, free_array, 131072},
    {"mipmapped", mipmapped, free_mipmapped, 1 << 20},
    {NULL, NULL, NULL, 0},
};

const struct path *path_named(const char *name)
{
    for (const struct path *path = paths; path->name; path++)
        if (!strcmp(path->name, name))
            return path;
    return NULL;
}
