/*
 * Modules: nothing is compiled or run. A name that is asked for exists; when the image is PTX text, only if the text has it.
 *
 * The simulated duration of a kernel whose name begins with "spin_us" is its first parameter, a 32-bit number of microseconds.
 */
#include "module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct CUmod_st *new_module(const void *image)
{
    struct CUmod_st *module = calloc(1, sizeof *module);
    const char *text = image;
    while (text && (*text == '\n' || *text == ' ' || *text == '\t'))
        text++;
    bool is_ptx = text && (*text == '.' || !strncmp(text, "//", 2));
    if (module && is_ptx)
        module->ptx = strdup(text);
    return module;
}

API CUresult cuModuleLoadData(CUmodule *module, const void *image)
{
    CURRENT(context);
    NEED(module && image && context);
    *module = new_module(image);
    return *module ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuModuleLoadDataEx(CUmodule *module, const void *image, unsigned count, int *options, void **values)
{
    (void)count, (void)options, (void)values;
    return cuModuleLoadData(module, image);
}

API CUresult cuModuleLoadFatBinary(CUmodule *module, const void *image)
{
    return cuModuleLoadData(module, image);
}

API CUresult cuModuleLoad(CUmodule *module, const char *path)
{
    CURRENT(context);
    NEED(module && path && context);
    FILE *file = fopen(path, "re");
    if (!file)
        return CUDA_ERROR_FILE_NOT_FOUND;
    char *image = calloc(1, (1 << 20) + 1);
    size_t got = image ? fread(image, 1, 1 << 20, file) : 0;
    fclose(file);
    CUresult result = got ? cuModuleLoadData(module, image) : CUDA_ERROR_INVALID_IMAGE;
    free(image);
    return result;
}

API CUresult cuModuleUnload(CUmodule module)
{
    CURRENT(context);
    if (!module)
        return CUDA_ERROR_INVALID_HANDLE;
    queue_wait(context->queue, queue_last(context->queue));
    while (module->functions) {
        struct CUfunc_st *next = module->functions->next;
        free(module->functions);
        module->functions = next;
    }
    free(module->ptx);
    free(module);
    return CUDA_SUCCESS;
}

API CUresult cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name)
{
    READY;
    NEED(function && module && name && *name);
    if (module->ptx && !strstr(module->ptx, name))
        return CUDA_ERROR_NOT_FOUND;
    for (struct CUfunc_st *known = module->functions; known; known = known->next)
        if (!strcmp(known->name, name))
            return *function = known, CUDA_SUCCESS;
    struct CUfunc_st *made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    snprintf(made->name, sizeof made->name, "%s", name);
    made->module = module;
    made->spins = !strncmp(name, "spin_us", 7);
    made->next = module->functions;
    module->functions = made;
    *function = made;
    return CUDA_SUCCESS;
}

/* Variables of a module live as long as the context. */
API CUresult cuModuleGetGlobal_v2(CUdeviceptr *at, size_t *size, CUmodule module, const char *name)
{
    CURRENT(context);
    NEED(module && name);
    if (module->ptx && !strstr(module->ptx, name))
        return CUDA_ERROR_NOT_FOUND;
    if (size)
        *size = 4096;
    return at ? allocation_new(context, MEMORY_DEVICE, 4096, at) : CUDA_SUCCESS;
}

API CUresult cuModuleGetLoadingMode(int *mode)
{
    NEED(mode);
    *mode = 2;
    return CUDA_SUCCESS;
}

API CUresult cuLibraryLoadData(CUlibrary *library, const void *code, int *jit, void **jit_values, unsigned jit_count, int *options, void **values,
                               unsigned count)
{
    (void)jit, (void)jit_values, (void)jit_count, (void)options, (void)values, (void)count;
    READY;
    NEED(library && code);
    *library = (CUlibrary)new_module(code);
    return *library ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuLibraryUnload(CUlibrary library)
{
    return cuModuleUnload((CUmodule)library);
}

API CUresult cuLibraryGetKernel(CUkernel *kernel, CUlibrary library, const char *name)
{
    return cuModuleGetFunction((CUfunction *)kernel, (CUmodule)library, name);
}

API CUresult cuLibraryGetModule(CUmodule *module, CUlibrary library)
{
    NEED(module && library);
    *module = (CUmodule)library;
    return CUDA_SUCCESS;
}

API CUresult cuKernelGetFunction(CUfunction *function, CUkernel kernel)
{
    NEED(function && kernel);
    *function = (CUfunction)kernel;
    return CUDA_SUCCESS;
}
