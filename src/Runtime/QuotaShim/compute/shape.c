#include "shape.h"

#define LARGEST_BLOCK 1024u
#define REMEMBERED 256u

/* Of two functions that meet in one place the later one is remembered. */
static struct {
    _Atomic(CUfunction) function;
    _Atomic(unsigned) threads;
} shapes[REMEMBERED];

static unsigned place_of(CUfunction function)
{
    return (unsigned)((uintptr_t)function >> 4) * 2654435761u >> 16 & (REMEMBERED - 1);
}

unsigned shape_of(CUfunction function)
{
    unsigned place = place_of(function);
    return atomic_load(&shapes[place].function) == function ? atomic_load(&shapes[place].threads) : LARGEST_BLOCK;
}

API CUresult cuFuncSetBlockShape(CUfunction function, int x, int y, int z)
{
    CUresult result = CALL(cuFuncSetBlockShape, function, x, y, z);
    if (result != CUDA_SUCCESS)
        return result;
    unsigned place = place_of(function);
    atomic_store(&shapes[place].threads, (unsigned)x * (unsigned)y * (unsigned)z);
    atomic_store(&shapes[place].function, function);
    return result;
}
