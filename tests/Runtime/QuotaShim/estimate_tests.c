#include "check.h"

#include <elf.h>

#define LIMIT (1024 * MIB)

/* Code of so many bytes, as far as the header says. */
static void *code(size_t bytes)
{
    Elf64_Ehdr *header = calloc(1, bytes);
    CHECK(header);
    memcpy(header->e_ident, ELFMAG, SELFMAG);
    header->e_shoff = bytes - 64;
    header->e_shnum = 1;
    header->e_shentsize = 64;
    return header;
}

static CUresult load(const void *image, CUmodule *module)
{
    return CUDA(cuModuleLoadData, (CUmodule *, const void *), module, image);
}

TEST(Modules_AreEstimatedByTheirImage)
{
    CUmodule module;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    void *image = code(10 * MIB + 5);
    EQUAL(load(image, &module), 0);
    EQUAL(counters()->slot[0].estimated[0], CONTEXT + 12 * MIB);
    EQUAL(driver_used(), CONTEXT + 12 * MIB);
    EQUAL(load(".version 8.0\n.target sm_90\n", &module), 0);
    EQUAL(counters()->slot[0].estimated[0], CONTEXT + 14 * MIB);
}

TEST(Modules_UpToTheLimit_NeverPassIt)
{
    CUmodule module;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    void *image = code(50 * MIB);
    while (!load(image, &module))
        CHECK(driver_used() <= LIMIT);
    CHECK(LIMIT - driver_used() < 50 * MIB);
    EQUAL(counters()->slot[0].busy, 0);
}

TEST(Modules_LoadedAndUnloadedOverAndOver_AreEstimatedOnce)
{
    CUmodule module;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    void *image = code(100 * MIB);
    for (int i = 0; i < 30; i++) {
        EQUAL(load(image, &module), 0);
        EQUAL(CUDA(cuModuleUnload, (CUmodule), module), 0);
    }
    EQUAL(counters()->slot[0].estimated[0], CONTEXT + 100 * MIB);
}

TEST(Limits_OfAContext_AreEstimatedByWhatTheyTake)
{
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    EQUAL(CUDA(cuCtxSetLimit, (int, size_t), 2, 108 * MIB), 0);
    CHECK(counters()->slot[0].estimated[0] >= CONTEXT + 100 * MIB);
    CHECK(driver_used() <= counters()->slot[0].estimated[0]);
    EQUAL(CUDA(cuCtxSetLimit, (int, size_t), 0, 128 << 10), CUDA_ERROR_OUT_OF_MEMORY);
    CHECK(driver_used() <= LIMIT);
    EQUAL(CUDA(cuCtxSetLimit, (int, size_t), 77, 5), 215);
}

/* Nobody measures: the first word is waited for, and then something is assumed. */
TEST(Context_OfUnknownSize_IsAssumed)
{
    make_gpus();
    make_region(LIMIT)->gpu[0].context_bytes = 0;
    use_gpu(0);
    EQUAL(counters()->slot[0].estimated[0], 512 * MIB);
}

const struct test estimate_tests[] = {
    ENTRY(Modules_AreEstimatedByTheirImage), ENTRY(Modules_UpToTheLimit_NeverPassIt), ENTRY(Modules_LoadedAndUnloadedOverAndOver_AreEstimatedOnce),
    ENTRY(Limits_OfAContext_AreEstimatedByWhatTheyTake), ENTRY(Context_OfUnknownSize_IsAssumed), {NULL, NULL},
};
