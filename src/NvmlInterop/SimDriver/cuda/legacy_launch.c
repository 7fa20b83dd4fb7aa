/* The launches of the first versions: shape and parameters are set on the function. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

#define PARAMETERS 4096

API CUresult cuLaunchKernel(CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **);

API CUresult cuFuncSetBlockShape(CUfunction function, int x, int y, int z)
{
    READY;
    NEED(function && x > 0 && y > 0 && z > 0 && (int64_t)x * y * z <= 1024);
    function->block[0] = (unsigned)x;
    function->block[1] = (unsigned)y;
    function->block[2] = (unsigned)z;
    return CUDA_SUCCESS;
}

API CUresult cuFuncSetSharedSize(CUfunction function, unsigned bytes)
{
    READY;
    NEED(function);
    function->shared = bytes;
    return CUDA_SUCCESS;
}

API CUresult cuParamSetSize(CUfunction function, unsigned bytes)
{
    READY;
    NEED(function && bytes <= PARAMETERS);
    return CUDA_SUCCESS;
}

API CUresult cuParamSetv(CUfunction function, int offset, void *from, unsigned bytes)
{
    READY;
    NEED(function && from && offset >= 0 && offset <= PARAMETERS && bytes <= (unsigned)(PARAMETERS - offset));
    if (!function->parameters)
        function->parameters = calloc(1, PARAMETERS);
    if (!function->parameters)
        return CUDA_ERROR_OUT_OF_MEMORY;
    memcpy(function->parameters + offset, from, bytes);
    return CUDA_SUCCESS;
}

API CUresult cuParamSeti(CUfunction function, int offset, unsigned value)
{
    return cuParamSetv(function, offset, &value, sizeof value);
}

API CUresult cuParamSetf(CUfunction function, int offset, float value)
{
    return cuParamSetv(function, offset, &value, sizeof value);
}

API CUresult cuLaunchGridAsync(CUfunction function, int width, int height, CUstream stream)
{
    NEED(function && width > 0 && height > 0);
    void *parameters[] = {function->parameters};
    const unsigned *block = function->block;
    return cuLaunchKernel(function, (unsigned)width, (unsigned)height, 1, block[0], block[1], block[2], function->shared, stream,
                          function->parameters ? parameters : NULL, NULL);
}

API CUresult cuLaunchGrid(CUfunction function, int width, int height)
{
    return cuLaunchGridAsync(function, width, height, NULL);
}

API CUresult cuLaunch(CUfunction function)
{
    return cuLaunchGridAsync(function, 1, 1, NULL);
}
