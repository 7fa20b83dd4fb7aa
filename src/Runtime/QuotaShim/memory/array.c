/* Arrays, by their shape: the driver has no word for what they take. */
#include "charge.h"

/* Bytes that a row of elements takes of the GPU at least. */
#define ROW 128

struct element {
    uint64_t bits;
    bool whole; /* of all channels together */
};

static struct element element_of(int format)
{
    static const unsigned normal[] = {8, 16, 32, 16, 32, 64};
    switch (format) {
    case 0x01: case 0x08: return (struct element){8, false};
    case 0x02: case 0x09: case 0x10: return (struct element){16, false};
    case 0x03: case 0x0a: case 0x20: return (struct element){32, false};
    case 0xb0: return (struct element){12, true};
    }
    if (format >= 0xc0 && format <= 0xcb)
        return (struct element){normal[(format - 0xc0) % 6], true};
    if (format >= 0x91 && format <= 0x9e) /* blocks of 4 by 4: 8 bytes for BC1 and BC4, 16 for the others */
        return (struct element){format == 0x91 || format == 0x92 || format == 0x97 || format == 0x98 ? 4 : 8, true};
    return (struct element){64, true};
}

static uint64_t at_least_one(uint64_t count)
{
    return count ? count : 1;
}

static uint64_t times(uint64_t a, uint64_t b)
{
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX / 2 : product;
}

static uint64_t level_size(const struct cq_array_shape_3d *shape, unsigned level)
{
    struct element element = element_of(shape->format);
    bool layers = shape->flags & (CQ_ARRAY_LAYERED | CQ_ARRAY_CUBE);
    uint64_t bits = element.whole ? element.bits : element.bits * shape->channels;
    uint64_t row = (times(at_least_one(shape->width >> level), bits) + 8 * ROW - 1) / (8 * ROW) * ROW;
    return times(times(row, at_least_one(shape->height >> level)), at_least_one(layers ? shape->depth : shape->depth >> level));
}

static uint64_t size_of(const struct cq_array_shape_3d *shape, unsigned levels)
{
    uint64_t sum = 0;
    for (unsigned level = 0; level < levels && level < 32; level++)
        sum += level_size(shape, level);
    return sum;
}

static bool begin(struct cq_charge *charge, const struct cq_array_shape_3d *shape, unsigned levels)
{
    return cq_charge_begin(charge, size_of(shape, levels));
}

static bool governed(struct cq_charge *charge, const void *array, const struct cq_array_shape_3d *shape)
{
    *charge = (struct cq_charge){.kind = CQ_ARRAY, .gpu = -1};
    if (array && shape->width && !(shape->flags & (CQ_ARRAY_SPARSE | CQ_ARRAY_DEFERRED)))
        charge->gpu = cq_gpu_of_current(&charge->context);
    return charge->gpu >= 0;
}

static uint64_t key_of(CUresult result, void *const *array)
{
    return result == CUDA_SUCCESS ? (uintptr_t)*array : 0;
}

API CUresult cuArrayCreate(void **array, const struct cq_array_shape_v1 *flat)
{
    struct cq_charge charge;
    struct cq_array_shape_3d shape = {0};
    if (flat)
        shape = (struct cq_array_shape_3d){flat->width, flat->height, 0, flat->format, flat->channels, 0};
    if (!governed(&charge, array, &shape))
        return CALL(cuArrayCreate, array, flat);
    if (!begin(&charge, &shape, 1))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuArrayCreate, array, flat);
    return cq_charge_end(&charge, result, key_of(result, array));
}

API CUresult cuArray3DCreate(void **array, const struct cq_array_shape_3d_v1 *old)
{
    struct cq_charge charge;
    struct cq_array_shape_3d shape = {0};
    if (old)
        shape = (struct cq_array_shape_3d){old->width, old->height, old->depth, old->format, old->channels, old->flags};
    if (!governed(&charge, array, &shape))
        return CALL(cuArray3DCreate, array, old);
    if (!begin(&charge, &shape, 1))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuArray3DCreate, array, old);
    return cq_charge_end(&charge, result, key_of(result, array));
}

API CUresult cuArrayCreate_v2(void **array, const struct cq_array_shape *flat)
{
    struct cq_charge charge;
    struct cq_array_shape_3d shape = {0};
    if (flat)
        shape = (struct cq_array_shape_3d){flat->width, flat->height, 0, flat->format, flat->channels, 0};
    if (!governed(&charge, array, &shape))
        return CALL(cuArrayCreate_v2, array, flat);
    if (!begin(&charge, &shape, 1))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuArrayCreate_v2, array, flat);
    return cq_charge_end(&charge, result, key_of(result, array));
}

API CUresult cuArray3DCreate_v2(void **array, const struct cq_array_shape_3d *shape)
{
    struct cq_charge charge;
    if (!shape || !governed(&charge, array, shape))
        return CALL(cuArray3DCreate_v2, array, shape);
    if (!begin(&charge, shape, 1))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuArray3DCreate_v2, array, shape);
    return cq_charge_end(&charge, result, key_of(result, array));
}

API CUresult cuMipmappedArrayCreate(void **array, const struct cq_array_shape_3d *shape, unsigned levels)
{
    struct cq_charge charge;
    if (!shape || !governed(&charge, array, shape))
        return CALL(cuMipmappedArrayCreate, array, shape, levels);
    if (!begin(&charge, shape, levels))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuMipmappedArrayCreate, array, shape, levels);
    return cq_charge_end(&charge, result, key_of(result, array));
}

API CUresult cuArrayDestroy(void *array)
{
    return CQ_FREE(CQ_ARRAY, (uintptr_t)array, CALL(cuArrayDestroy, array));
}

API CUresult cuMipmappedArrayDestroy(void *array)
{
    return CQ_FREE(CQ_ARRAY, (uintptr_t)array, CALL(cuMipmappedArrayDestroy, array));
}
