#include "cuda_internal.h"
#include "symbols.h"

enum { LEGACY_STREAM = 1, PER_THREAD_STREAM = 2 };

/* A bare name that was renamed since must not find the exported function of the first version by accident: none of those exist here. */
API CUresult cuGetProcAddress_v2(const char *name, void **function, int version, cuuint64_t flags, int *status)
{
    int ignored;
    NEED(name && function && flags <= PER_THREAD_STREAM);
    const struct symbol *symbol = find_symbol(name, version, flags == PER_THREAD_STREAM, status ? status : &ignored);
    *function = symbol ? symbol->address : NULL;
    /* The status tells what was wrong; without one the result does. */
    return symbol || status ? CUDA_SUCCESS : CUDA_ERROR_NOT_FOUND;
}

API CUresult cuGetProcAddress(const char *name, void **function, int version, cuuint64_t flags)
{
    return cuGetProcAddress_v2(name, function, version, flags, NULL);
}
