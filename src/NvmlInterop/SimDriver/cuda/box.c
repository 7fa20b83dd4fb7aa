#include "capture.h"

#include <stdlib.h>
#include <string.h>

struct side {
    char *at;
    size_t pitch, slice;
};

static struct side side_of(int type, const void *host, CUdeviceptr device, size_t pitch, size_t height, const CUDA_MEMCPY3D *box)
{
    char *base = type == CU_MEMORYTYPE_HOST ? (char *)(uintptr_t)host : (char *)(uintptr_t)device;
    pitch = pitch ? pitch : box->WidthInBytes;
    return (struct side){base, pitch, pitch * (height ? height : box->Height)};
}

static struct side source(const CUDA_MEMCPY3D *b)
{
    struct side side = side_of(b->srcMemoryType, b->srcHost, b->srcDevice, b->srcPitch, b->srcHeight, b);
    if (side.at)
        side.at += b->srcZ * side.slice + b->srcY * side.pitch + b->srcXInBytes;
    return side;
}

static struct side target(const CUDA_MEMCPY3D *b)
{
    struct side side = side_of(b->dstMemoryType, b->dstHost, b->dstDevice, b->dstPitch, b->dstHeight, b);
    if (side.at)
        side.at += b->dstZ * side.slice + b->dstY * side.pitch + b->dstXInBytes;
    return side;
}

/* The last byte that the box touches on that side lies in the allocation of the first. */
static bool fits(const struct side *side, int type, const CUDA_MEMCPY3D *box)
{
    struct allocation found;
    size_t last = (box->Depth - 1) * side->slice + (box->Height - 1) * side->pitch + box->WidthInBytes;
    CUdeviceptr at = (uintptr_t)side->at;
    if (type != CU_MEMORYTYPE_DEVICE)
        return side->at;
    return allocation_find(at, &found) && last <= found.size - (at - found.base);
}

bool box_is_valid(const CUDA_MEMCPY3D *box)
{
    if (!box->WidthInBytes || !box->Height || !box->Depth)
        return true;
    struct side from = source(box), to = target(box);
    return fits(&from, box->srcMemoryType, box) && fits(&to, box->dstMemoryType, box);
}

void box_copy(const CUDA_MEMCPY3D *box)
{
    struct side from = source(box), to = target(box);
    for (size_t z = 0; z < box->Depth; z++)
        for (size_t y = 0; y < box->Height; y++)
            memmove(to.at + z * to.slice + y * to.pitch, from.at + z * from.slice + y * from.pitch, box->WidthInBytes);
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
