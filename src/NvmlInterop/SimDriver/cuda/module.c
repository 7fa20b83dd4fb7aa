/*
 * Modules: nothing is compiled or run. A name that is asked for exists; when the image is PTX text, only if the text has it.
 *
 * The simulated duration of a kernel whose name begins with "spin_us" is its first parameter, a 32-bit number of microseconds.
 */
#include "module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK (2 * SIM_MIB)
#define VARIABLE 4096
#define LARGEST_IMAGE (1l << 30)

static const char *ptx_of(const void *image)
{
    const char *text = image;
    while (*text == '\n' || *text == ' ' || *text == '\t')
        text++;
    return *text == '.' || !strncmp(text, "//", 2) ? text : NULL;
}

/* A module takes its image's size in the context's memory; a library that no context has loaded takes nothing. */
static CUresult new_module(struct CUmod_st **out, const void *image, CUcontext context)
{
    uint64_t bytes = (image_size(image) + BLOCK - 1) / BLOCK * BLOCK;
    struct CUmod_st *module = calloc(1, sizeof *module);
    const char *ptx = ptx_of(image);
    if (!module || (context && !context_charge(context, bytes))) {
        free(module);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    module->ptx = ptx ? strdup(ptx) : NULL;
    module->context = context;
    module->generation = context ? context->generation : 0;
    module->charged = context ? bytes : 0;
    *out = module;
    return CUDA_SUCCESS;
}

API CUresult cuModuleLoadData(CUmodule *module, const void *image)
{
    CURRENT(context);
    NEED(module && image && context);
    return new_module(module, image, context);
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

static char *read_file(FILE *file)
{
    long size = fseek(file, 0, SEEK_END) ? -1 : ftell(file);
    char *image = size >= 0 && size <= LARGEST_IMAGE ? calloc(1, (size_t)size + 1) : NULL;
    if (image && (fseek(file, 0, SEEK_SET) || fread(image, 1, (size_t)size, file) != (size_t)size || !size)) {
        free(image);
        return NULL;
    }
    return image;
}

API CUresult cuModuleLoad(CUmodule *module, const char *path)
{
    CURRENT(context);
    NEED(module && path && context);
    FILE *file = fopen(path, "re");
    if (!file)
        return CUDA_ERROR_FILE_NOT_FOUND;
    char *image = read_file(file);
    fclose(file);
    CUresult result = image ? cuModuleLoadData(module, image) : CUDA_ERROR_INVALID_IMAGE;
    free(image);
    return result;
}

static void free_parts(CUmodule module)
{
    for (struct CUfunc_st *old = module->functions, *next; old; old = next) {
        next = old->next;
        free(old->parameters);
        free(old);
    }
    for (struct variable *old = module->variables, *next; old; old = next) {
        next = old->next;
        allocation_delete(old->at, KIND(MEMORY_DEVICE));
        free(old);
    }
}

API CUresult cuModuleUnload(CUmodule module)
{
    CURRENT(context);
    if (!module)
        return CUDA_ERROR_INVALID_HANDLE;
    queue_wait(context->queue, queue_last(context->queue));
    free_parts(module);
    if (module->context)
        context_give(module->context, module->generation, module->charged);
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

static CUresult new_variable(CUcontext context, CUmodule module, const char *name, struct variable **out)
{
    struct variable *made = calloc(1, sizeof *made);
    CUresult result = made ? allocation_new(context, MEMORY_DEVICE, VARIABLE, &made->at) : CUDA_ERROR_OUT_OF_MEMORY;
    if (result != CUDA_SUCCESS) {
        free(made);
        return result;
    }
    snprintf(made->name, sizeof made->name, "%s", name);
    made->next = module->variables;
    module->variables = *out = made;
    return CUDA_SUCCESS;
}

/* Every variable has the same size: images are not read for their symbols. */
API CUresult cuModuleGetGlobal_v2(CUdeviceptr *at, size_t *size, CUmodule module, const char *name)
{
    CURRENT(context);
    NEED(module && name);
    if (module->ptx && !strstr(module->ptx, name))
        return CUDA_ERROR_NOT_FOUND;
    struct variable *found = module->variables;
    while (found && strcmp(found->name, name))
        found = found->next;
    CUresult result = found ? CUDA_SUCCESS : new_variable(context, module, name, &found);
    if (result == CUDA_SUCCESS && size)
        *size = VARIABLE;
    if (result == CUDA_SUCCESS && at)
        *at = found->at;
    return result;
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
    return new_module((CUmodule *)library, code, cuda_current());
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
