#include "path.h"

#define SMALL (64u << 10)
#define ROW 8192u

static CUresult take_alloc(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return TRY(cuMemAlloc, &at, granule);
}

static CUresult take_small(size_t granule, size_t *bytes)
{
    (void)granule;
    return take_alloc(SMALL, bytes);
}

static CUresult take_pitch(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    size_t pitch = ROW, rows = granule / ROW;
    CUresult result = TRY(cuMemAllocPitch, &at, &pitch, ROW, rows, 4);
    *bytes = pitch * rows;
    return result;
}

static CUresult take_managed(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return TRY(cuMemAllocManaged, &at, granule, ATTACH_GLOBAL);
}

const struct path linear_paths[] = {
    {.name = "alloc", .take = take_alloc},
    {.name = "small", .take = take_small},
    {.name = "pitch", .take = take_pitch},
    {.name = "managed", .take = take_managed},
    {0},
};
