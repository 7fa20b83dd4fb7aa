#include "path.h"

#define PIXEL 16u /* four floats */

static CUresult take_1d(size_t granule, size_t *bytes)
{
    CUarray made;
    size_t widest = (size_t)131072, width = granule / PIXEL;
    CUDA_ARRAY_DESCRIPTOR shape = {.Width = width < widest ? width : widest, .Format = FORMAT_FLOAT, .NumChannels = 4};
    *bytes = shape.Width * PIXEL;
    return TRY(cuArrayCreate, &made, &shape);
}

static CUresult take_2d(size_t granule, size_t *bytes)
{
    CUarray made;
    CUDA_ARRAY_DESCRIPTOR shape = {.Width = 1024, .Height = granule / PIXEL / 1024, .Format = FORMAT_FLOAT, .NumChannels = 4};
    *bytes = shape.Width * shape.Height * PIXEL;
    return TRY(cuArrayCreate, &made, &shape);
}

static CUresult take_3d(size_t granule, size_t *bytes)
{
    CUarray made;
    CUDA_ARRAY3D_DESCRIPTOR shape = {.Width = 128, .Height = 128, .Depth = granule / PIXEL / 128 / 128, .Format = FORMAT_FLOAT, .NumChannels = 4};
    *bytes = shape.Width * shape.Height * shape.Depth * PIXEL;
    return TRY(cuArray3DCreate, &made, &shape);
}

/* Levels from full size down to four by four: a third more than the first alone. */
static CUresult take_mipmap(size_t granule, size_t *bytes)
{
    CUmipmappedArray made;
    CUDA_ARRAY3D_DESCRIPTOR shape = {.Width = 512, .Height = granule / PIXEL / 512, .Format = FORMAT_FLOAT, .NumChannels = 4};
    *bytes = shape.Width * shape.Height * PIXEL / 3 * 4;
    return TRY(cuMipmappedArrayCreate, &made, &shape, 8);
}

const struct path array_paths[] = {
    {.name = "array1d", .take = take_1d},
    {.name = "array2d", .take = take_2d},
    {.name = "array3d", .take = take_3d},
    {.name = "mipmap", .take = take_mipmap},
    {0},
};
