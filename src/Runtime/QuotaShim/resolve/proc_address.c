/* cuGetProcAddress: the driver chooses the version; where it chose a function that is hooked, the hook is what the program gets. */
#include "table.h"

static CUresult swap(CUresult result, void **function)
{
    void *hook = result == CUDA_SUCCESS && function ? cq_hook_of_address(*function) : NULL;
    if (hook)
        *function = hook;
    return result;
}

API CUresult cuGetProcAddress(const char *name, void **function, int version, cuuint64_t flags)
{
    return swap(CALL(cuGetProcAddress, name, function, version, flags), function);
}

API CUresult cuGetProcAddress_v2(const char *name, void **function, int version, cuuint64_t flags, int *status)
{
    return swap(CALL(cuGetProcAddress_v2, name, function, version, flags, status), function);
}
