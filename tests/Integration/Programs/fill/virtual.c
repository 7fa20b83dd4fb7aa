#include "path.h"

/* What is mapped stays, also when its handle is released: the memory hangs on the mapping. */
static CUresult map_and_let_go(CUhandle handle, size_t size)
{
    CUdeviceptr at;
    CALL(cuMemAddressReserve, &at, size, 0, 0, 0);
    CALL(cuMemMap, at, size, 0, handle, 0);
    return TRY(cuMemRelease, handle);
}

static CUresult take_virtual(size_t granule, size_t *bytes)
{
    CUhandle handle;
    CUmemAllocationProp properties = {.type = ALLOCATION_PINNED, .location = {LOCATION_DEVICE, 0}};
    *bytes = granule;
    CUresult result = TRY(cuMemCreate, &handle, granule, &properties, 0);
    return result == CUDA_SUCCESS ? map_and_let_go(handle, granule) : result;
}

const struct path virtual_paths[] = {
    {.name = "vmm", .take = take_virtual},
    {0},
};
