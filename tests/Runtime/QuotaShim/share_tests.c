/* Memory that several have open is charged to whoever made it, and to nobody else. */
#include "check.h"

#include "../../../src/NvmlInterop/SimDriver/include/cuda_share_abi.h"

#define LIMIT (2048 * MIB)

static int open_and_close(const char *text)
{
    CUipcMemHandle handle;
    CUdeviceptr at;
    for (size_t i = 0; i < sizeof handle; i++)
        CHECK(sscanf(text + 2 * i, "%2hhx", (unsigned char *)&handle + i) == 1);
    use_gpu(0);
    for (int i = 0; i < 3; i++) {
        EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &at, handle, 1), 0);
        EQUAL(CUDA(cuIpcCloseMemHandle, (CUdeviceptr), at), 0);
    }
    EQUAL(used_in_all(), 100 * MIB);
    return 0;
}

TEST(Ipc_IsChargedToItsMaker)
{
    CUipcMemHandle handle;
    char text[2 * sizeof handle + 1];
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    CUdeviceptr at = take(100 * MIB);
    EQUAL(CUDA(cuIpcGetMemHandle, (CUipcMemHandle *, CUdeviceptr), &handle, at), 0);
    for (size_t i = 0; i < sizeof handle; i++)
        sprintf(text + 2 * i, "%02x", ((unsigned char *)&handle)[i]);
    EQUAL(finish(start("open_and_close", text)), 0);
    EQUAL(used_in_all(), 100 * MIB);
    give(at);
    EQUAL(used_in_all(), 0);
}

TEST(Handle_ImportedWhereItWasMade_IsChargedOnce)
{
    enum { BY_DESCRIPTOR = 1 };
    uint64_t memory, again;
    int fd = -1;
    struct { int type, handles; CUmemLocation location; char rest[40]; } properties = {1, BY_DESCRIPTOR, {1, 0}, ""};
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    EQUAL(CUDA(cuMemCreate, (uint64_t *, size_t, const void *, unsigned long long), &memory, 64 * MIB, &properties, 0), 0);
    EQUAL(CUDA(cuMemExportToShareableHandle, (void *, uint64_t, int, unsigned long long), &fd, memory, BY_DESCRIPTOR, 0), 0);
    EQUAL(CUDA(cuMemImportFromShareableHandle, (uint64_t *, void *, int), &again, (void *)(intptr_t)fd, BY_DESCRIPTOR), 0);
    EQUAL(used_in_all(), 64 * MIB);
    EQUAL(CUDA(cuMemRelease, (uint64_t), again), 0);
    EQUAL(used_in_all(), 64 * MIB);
    EQUAL(CUDA(cuMemRelease, (uint64_t), memory), 0);
    EQUAL(used_in_all(), 0);
}

TEST(Pool_Imported_IsNotCharged)
{
    enum { BY_DESCRIPTOR = 1 };
    CUmemoryPool pool, again;
    CUmemPoolProps properties = {.allocType = 1, .handleTypes = BY_DESCRIPTOR, .location = {1, 0}};
    uint64_t at;
    int fd = -1;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    EQUAL(CUDA(cuMemPoolCreate, (CUmemoryPool *, const CUmemPoolProps *), &pool, &properties), 0);
    EQUAL(CUDA(cuMemAllocFromPoolAsync, (uint64_t *, size_t, CUmemoryPool, CUstream), &at, 32 * MIB, pool, NULL), 0);
    EQUAL(CUDA(cuMemPoolExportToShareableHandle, (void *, CUmemoryPool, int, unsigned long long), &fd, pool, BY_DESCRIPTOR, 0), 0);
    EQUAL(CUDA(cuMemPoolImportFromShareableHandle, (CUmemoryPool *, void *, int, unsigned long long), &again, (void *)(intptr_t)fd, BY_DESCRIPTOR, 0), 0);
    CUDA(cuMemPoolTrimTo, (CUmemoryPool, size_t), again, 0);
    EQUAL(used_in_all(), 32 * MIB);
    EQUAL(CUDA(cuMemPoolDestroy, (CUmemoryPool), again), 0);
    EQUAL(used_in_all(), 32 * MIB);
}

const struct test share_tests[] = {
    ENTRY(Ipc_IsChargedToItsMaker), ENTRY(Handle_ImportedWhereItWasMade_IsChargedOnce), ENTRY(Pool_Imported_IsNotCharged), {NULL, NULL},
};
const struct role share_roles[] = {{"open_and_close", open_and_close}, {NULL, NULL}};
