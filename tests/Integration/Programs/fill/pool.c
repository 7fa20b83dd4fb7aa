#include "path.h"

static CUmemoryPool own;

static CUresult take_async(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return TRY(cuMemAllocAsync, &at, granule, NULL);
}

/* The pool of the device, told to keep whatever it has once got. */
static void keep_everything(size_t granule)
{
    CUmemoryPool pool;
    uint64_t threshold = UINT64_MAX;
    (void)granule;
    CALL(cuDeviceGetDefaultMemPool, &pool, 0);
    CALL(cuMemPoolSetAttribute, pool, POOL_RELEASE_THRESHOLD, &threshold);
}

static void make_pool(size_t granule)
{
    CUmemPoolProps properties = {.allocType = ALLOCATION_PINNED, .location = {LOCATION_DEVICE, 0}};
    (void)granule;
    CALL(cuMemPoolCreate, &own, &properties);
}

static CUresult take_from(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return TRY(cuMemAllocFromPoolAsync, &at, granule, own, NULL);
}

const struct path pool_paths[] = {
    {.name = "async", .take = take_async},
    {.name = "pool", .prepare = keep_everything, .take = take_async},
    {.name = "pool-from", .prepare = make_pool, .take = take_from},
    {0},
};
