#include "check.h"

#include <elf.h>
#include <signal.h>

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
    EQUAL(counters()->slot[0].operations & CQ_UNDER_WAY, 0);
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

TEST(Context_BeyondTheLimit_IsRefused)
{
    CUcontext context;
    make_gpus();
    make_region(CONTEXT - GRANULE);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuCtxCreate_v2, (CUcontext *, unsigned, CUdevice), &context, 0, 0), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(driver_used(), 0);
    EQUAL(counters()->out_of_memory, 2);
}

TEST(Context_MadeAndDroppedOverAndOver_IsEstimatedOnce)
{
    CUcontext context;
    make_gpus();
    make_region(CONTEXT * 2);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    for (int i = 0; i < 20; i++) {
        EQUAL(CUDA(cuCtxCreate_v2, (CUcontext *, unsigned, CUdevice), &context, 0, 0), 0);
        EQUAL(CUDA(cuCtxDestroy_v2, (CUcontext), context), 0);
    }
    EQUAL(counters()->slot[0].estimated[0], CONTEXT);
}

TEST(Context_ThatEnds_FreesWhatItHeld)
{
    make_gpus();
    make_region(2048 * MIB);
    use_gpu(0);
    take(300 * MIB);
    take(1000);
    EQUAL(CUDA(cuDevicePrimaryCtxReset_v2, (CUdevice), 0), 0);
    EQUAL(used_in_all(), 0);
    EQUAL(driver_used(), 0);
    use_gpu(0);
    take(300 * MIB);
    EQUAL(used_in_all(), 300 * MIB);
}

TEST(Estimates_MeasuredByTheAgent_MakeRoom)
{
    make_gpus();
    make_region(1024 * MIB)->gpu[0].context_bytes = 900 * MIB;
    use_gpu(0);
    pid_t agent = fork();
    if (!agent)
        for (;;) {
            usleep(20000);
            __atomic_add_fetch(&limits()->heartbeat, 1, __ATOMIC_SEQ_CST);
            struct cq_slot *slot = &counters()->slot[0];
            if (slot->operations & CQ_UNDER_WAY)
                continue;
            limits()->measured[0].estimated[0] = slot->estimated[0];
            limits()->measured[0].extra_bytes[0] = CONTEXT;
            __atomic_store_n(&limits()->measured[0].generation, slot->generation, __ATOMIC_SEQ_CST);
        }
    take(500 * MIB);
    kill(agent, 9);
    finish(agent);
    EQUAL(counters()->out_of_memory, 0);
}

const struct test estimate_tests[] = {
    ENTRY(Modules_AreEstimatedByTheirImage), ENTRY(Modules_UpToTheLimit_NeverPassIt), ENTRY(Modules_LoadedAndUnloadedOverAndOver_AreEstimatedOnce),
    ENTRY(Limits_OfAContext_AreEstimatedByWhatTheyTake), ENTRY(Context_OfUnknownSize_IsAssumed), ENTRY(Context_BeyondTheLimit_IsRefused),
    ENTRY(Context_MadeAndDroppedOverAndOver_IsEstimatedOnce), ENTRY(Context_ThatEnds_FreesWhatItHeld), ENTRY(Estimates_MeasuredByTheAgent_MakeRoom), {NULL, NULL},
};
