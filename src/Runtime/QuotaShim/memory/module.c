/* Modules and libraries: their code lies on the GPU, at least as much as their image says. */
#include "charge.h"
#include "image.h"

static bool begin(struct cq_charge *charge, uint64_t size)
{
    *charge = (struct cq_charge){.kind = CQ_MODULE, .gpu = size ? cq_gpu_of_current(&charge->context) : -1};
    if (charge->gpu < 0)
        return true;
    charge->bytes = cq_round(charge->gpu, size);
    return cq_estimate(charge->gpu, charge->bytes);
}

static CUresult end(struct cq_charge *charge, CUresult result, void *const *made)
{
    if (charge->gpu < 0)
        return result;
    if (result != CUDA_SUCCESS) {
        cq_estimate_undo(charge->gpu, charge->bytes);
        return result;
    }
    charge->key = (uintptr_t)*made;
    cq_table_add(charge);
    cq_keep(charge->gpu);
    return result;
}

static CUresult unloaded(CUresult result, const void *module)
{
    struct cq_charge ended;
    if (result == CUDA_SUCCESS && cq_table_take(CQ_MODULE, (uintptr_t)module, &ended))
        cq_estimate_ended(ended.gpu, ended.bytes);
    return result;
}

#define LOAD(name, size, parameters, ...) \
    API CUresult name parameters \
    { \
        struct cq_charge charge; \
        if (!made) \
            return CALL(name, __VA_ARGS__); \
        if (!begin(&charge, size)) \
            return CUDA_ERROR_OUT_OF_MEMORY; \
        return end(&charge, CALL(name, __VA_ARGS__), made); \
    }
LOAD(cuModuleLoad, cq_image_file_size(path), (void **made, const char *path), made, path)
LOAD(cuModuleLoadData, cq_image_size(image), (void **made, const void *image), made, image)
LOAD(cuModuleLoadFatBinary, cq_image_size(image), (void **made, const void *image), made, image)
LOAD(cuModuleLoadDataEx, cq_image_size(image), (void **made, const void *image, unsigned count, int *options, void **values), made, image,
     count, options, values)
LOAD(cuLibraryLoadData, cq_image_size(image),
     (void **made, const void *image, int *compiler, void **compiler_values, unsigned compiler_count, int *options, void **values, unsigned count),
     made, image, compiler, compiler_values, compiler_count, options, values, count)
LOAD(cuLibraryLoadFromFile, cq_image_file_size(path),
     (void **made, const char *path, int *compiler, void **compiler_values, unsigned compiler_count, int *options, void **values, unsigned count),
     made, path, compiler, compiler_values, compiler_count, options, values, count)

API CUresult cuModuleUnload(void *module)
{
    return unloaded(CALL(cuModuleUnload, module), module);
}

API CUresult cuLibraryUnload(void *library)
{
    return unloaded(CALL(cuLibraryUnload, library), library);
}
