#include "array.h"
#include "capture.h"

#include <stdlib.h>
#include <string.h>

struct side {
    int type;
    char *at;
    CUarray array;
    size_t pitch, slice;
};

static struct side side_of(int type, const void *host, CUdeviceptr device, CUarray array, size_t pitch, size_t height, const CUDA_MEMCPY3D *box)
{
    struct side side = {type, type == CU_MEMORYTYPE_HOST ? (char *)(uintptr_t)host : (char *)(uintptr_t)device, array, pitch ? pitch : box->WidthInBytes, 0};
    if (type == CU_MEMORYTYPE_ARRAY && !array_is(array))
        return (struct side){.type = type};
    if (type == CU_MEMORYTYPE_ARRAY)
        return (struct side){type, (char *)(uintptr_t)array->at, array, array->pitch, array->pitch * array->rows};
    side.slice = side.pitch * (height ? height : box->Height);
    return side;
}

static struct side source(const CUDA_MEMCPY3D *b)
{
    return side_of(b->srcMemoryType, b->srcHost, b->srcDevice, b->srcArray, b->srcPitch, b->srcHeight, b);
}

static struct side target(const CUDA_MEMCPY3D *b)
{
    return side_of(b->dstMemoryType, b->dstHost, b->dstDevice, b->dstArray, b->dstPitch, b->dstHeight, b);
}

static char *corner(const struct side *side, size_t x, size_t y, size_t z)
{
    return side->at ? side->at + z * side->slice + y * side->pitch + x : NULL;
}

static bool in_array(CUarray array, size_t x, size_t y, size_t z, const CUDA_MEMCPY3D *box)
{
    return x <= array->row && box->WidthInBytes <= array->row - x && y <= array->rows && box->Height <= array->rows - y && z <= array->layers &&
           box->Depth <= array->layers - z;
}

/* The last byte that the box touches on that side lies in the array, or in the allocation of the first byte. */
static bool fits(const struct side *side, size_t x, size_t y, size_t z, const CUDA_MEMCPY3D *box)
{
    struct allocation found;
    CUdeviceptr at = (uintptr_t)corner(side, x, y, z);
    size_t last = (box->Depth - 1) * side->slice + (box->Height - 1) * side->pitch + box->WidthInBytes;
    if (!side->at)
        return false;
    if (side->type == CU_MEMORYTYPE_ARRAY)
        return in_array(side->array, x, y, z, box);
    return side->type != CU_MEMORYTYPE_DEVICE || (allocation_find(at, &found) && last <= found.size - (at - found.base));
}

bool box_is_valid(const CUDA_MEMCPY3D *b)
{
    struct side from = source(b), to = target(b);
    if (!b->WidthInBytes || !b->Height || !b->Depth)
        return true;
    return fits(&from, b->srcXInBytes, b->srcY, b->srcZ, b) && fits(&to, b->dstXInBytes, b->dstY, b->dstZ, b);
}

void box_copy(const CUDA_MEMCPY3D *box)
{
    struct side source_side = source(box), target_side = target(box);
    char *from = corner(&source_side, box->srcXInBytes, box->srcY, box->srcZ), *to = corner(&target_side, box->dstXInBytes, box->dstY, box->dstZ);
    for (size_t z = 0; z < box->Depth; z++)
        for (size_t y = 0; y < box->Height; y++)
            memmove(to + z * target_side.slice + y * target_side.pitch, from + z * source_side.slice + y * source_side.pitch, box->WidthInBytes);
}

/* Unified addresses: what is on which side is told by the address. */
CUDA_MEMCPY3D box_of_line(void *to, const void *from, size_t size)
{
    return (CUDA_MEMCPY3D){.srcMemoryType = CU_MEMORYTYPE_UNIFIED, .srcDevice = (uintptr_t)from, .dstMemoryType = CU_MEMORYTYPE_UNIFIED,
                           .dstDevice = (uintptr_t)to, .WidthInBytes = size, .Height = 1, .Depth = 1};
}

static void copy_owned(void *box)
{
    box_copy(box);
    free(box);
}

CUresult box_run(const CUDA_MEMCPY3D *box, CUstream stream)
{
    NEED(box && box_is_valid(box));
    if (is_capturing(stream))
        return capture_box(stream, box);
    CUDA_MEMCPY3D *copy = malloc(sizeof *copy);
    if (!copy)
        return CUDA_ERROR_OUT_OF_MEMORY;
    *copy = *box;
    CUresult result = queue_run(stream, &(struct work){.kind = WORK_CALL, .call = copy_owned, .to = copy});
    if (result != CUDA_SUCCESS)
        free(copy);
    return result;
}
