#include "check.h"
#include "../../../src/NvmlInterop/SimDriver/include/cuda_share_abi.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

static const CUmemAllocationProp shareable = {.type = 1, .requestedHandleTypes = 1, .location = {1, 0}};

/* A process that makes something, tells `size` bytes of it, and then waits to be killed. */
static pid_t maker(void (*make)(void *message), void *message, size_t size)
{
    int pipes[2];
    CHECK(!pipe(pipes));
    pid_t pid = fork();
    if (!pid) {
        use_gpu(0);
        make(message);
        CHECK(write(pipes[1], message, size) == (ssize_t)size);
        for (;;)
            pause();
    }
    CHECK(read(pipes[0], message, size) == (ssize_t)size);
    close(pipes[0]);
    close(pipes[1]);
    return pid;
}

static void stop(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static char byte_at(CUdeviceptr at)
{
    char byte = 0;
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), &byte, at, 1), 0);
    return byte;
}

static void set_byte(CUdeviceptr at, char byte)
{
    EQUAL(CUDA(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t), at, &byte, 1), 0);
}

/* A descriptor of the other process, as SCM_RIGHTS would bring it. */
static int fd_of(pid_t pid, int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, fd);
    int mine = open(path, O_RDWR | O_CLOEXEC);
    CHECK(mine >= 0);
    return mine;
}

static void make_ipc(void *handle)
{
    CUdeviceptr at = take_mib(64);
    set_byte(at + 40 * MIB, 'i');
    EQUAL(CUDA(cuIpcGetMemHandle, (CUipcMemHandle *, CUdeviceptr), handle, at), 0);
    EQUAL(byte_at(at + 40 * MIB), 'i');
}

TEST(Ipc_OpenedMemory_IsChargedToItsMakerThenToWhoHasIt)
{
    CUipcMemHandle handle;
    CUdeviceptr at, again;
    nvmlProcessInfo_t list[64];
    make_gpus("h200", false);
    pid_t pid = maker(make_ipc, &handle, sizeof handle);
    use_gpu(0);
    EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 64);
    EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &at, handle, 1), 0);
    EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 64);
    EQUAL(byte_at(at + 40 * MIB), 'i');
    EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &again, handle, 1), 0);
    CHECK(again == at);
    stop(pid);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(processes_on(0, list), 1);
    EQUAL(list[0].usedGpuMemory / MIB, H200_CONTEXT_MIB + 64);
    EQUAL(byte_at(at + 40 * MIB), 'i');
    EQUAL(CUDA(cuIpcCloseMemHandle, (CUdeviceptr), at), 0);
    EQUAL(byte_at(at + 40 * MIB), 'i');
    EQUAL(CUDA(cuIpcCloseMemHandle, (CUdeviceptr), at), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &at, handle, 1), CUDA_ERROR_INVALID_VALUE);
}

TEST(Ipc_OwnOrForeignHandle_IsRefused)
{
    CUipcMemHandle handle, nonsense;
    CUdeviceptr at;
    make_gpus("h200", false);
    use_gpu(0);
    make_ipc(&handle);
    EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &at, handle, 1), CUDA_ERROR_INVALID_CONTEXT);
    memset(&nonsense, 'x', sizeof nonsense);
    EQUAL(CUDA(cuIpcOpenMemHandle_v2, (CUdeviceptr *, CUipcMemHandle, unsigned), &at, nonsense, 1), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuIpcGetMemHandle, (CUipcMemHandle *, CUdeviceptr), &handle, 4096), CUDA_ERROR_INVALID_VALUE);
}

static unsigned long long create(size_t mib)
{
    CUmemGenericAllocationHandle handle;
    EQUAL(CUDA(cuMemCreate, (CUmemGenericAllocationHandle *, size_t, const CUmemAllocationProp *, unsigned long long), &handle, mib * MIB, &shareable, 0), 0);
    return handle;
}

static CUdeviceptr map(CUmemGenericAllocationHandle handle, size_t mib)
{
    CUdeviceptr at;
    CUmemAccessDesc access = {{1, 0}, 3};
    EQUAL(CUDA(cuMemAddressReserve, (CUdeviceptr *, size_t, size_t, CUdeviceptr, unsigned long long), &at, mib * MIB, 0, 0, 0), 0);
    EQUAL(CUDA(cuMemMap, (CUdeviceptr, size_t, size_t, CUmemGenericAllocationHandle, unsigned long long), at, mib * MIB, 0, handle, 0), 0);
    EQUAL(CUDA(cuMemSetAccess, (CUdeviceptr, size_t, const CUmemAccessDesc *, size_t), at, mib * MIB, &access, 1), 0);
    return at;
}

TEST(Handle_MappedTwice_SharesItsData)
{
    CUmemGenericAllocationHandle handle, again;
    make_gpus("h200", false);
    use_gpu(0);
    handle = create(32);
    CUdeviceptr first = map(handle, 32);
    set_byte(first + 5, 'p');
    CUdeviceptr second = map(handle, 32);
    EQUAL(byte_at(second + 5), 'p');
    set_byte(second + 6, 'q');
    EQUAL(byte_at(first + 6), 'q');
    EQUAL(CUDA(cuMemRetainAllocationHandle, (CUmemGenericAllocationHandle *, void *), &again, (void *)(uintptr_t)(first + 100)), 0);
    CHECK(again == handle);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), first, 32 * MIB), 0);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), second, 32 * MIB), 0);
    EQUAL(CUDA(cuMemRelease, (CUmemGenericAllocationHandle), again), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 32);
    EQUAL(byte_at(map(handle, 32) + 6), 'q');
    EQUAL(CUDA(cuMemRelease, (CUmemGenericAllocationHandle), handle), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 32);
}

TEST(Handle_UnmappedAndMappedAgain_KeepsItsData)
{
    make_gpus("h200", false);
    use_gpu(0);
    CUmemGenericAllocationHandle handle = create(4);
    CUdeviceptr at = map(handle, 4);
    set_byte(at + 9, 'k');
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), at, 4 * MIB), 0);
    EQUAL(byte_at(map(handle, 4) + 9), 'k');
}

struct exported { int fd; };

static void make_handle(void *message)
{
    CUmemGenericAllocationHandle handle = create(128);
    set_byte(map(handle, 128) + 3 * MIB, 'h');
    EQUAL(CUDA(cuMemExportToShareableHandle, (void *, CUmemGenericAllocationHandle, int, unsigned long long), message, handle, 1, 0), 0);
}

TEST(Handle_Imported_OutlivesItsMaker)
{
    struct exported message;
    CUmemGenericAllocationHandle handle;
    make_gpus("h200", false);
    pid_t pid = maker(make_handle, &message, sizeof message);
    use_gpu(0);
    int fd = fd_of(pid, message.fd);
    EQUAL(CUDA(cuMemImportFromShareableHandle, (CUmemGenericAllocationHandle *, void *, int), &handle, (void *)(intptr_t)fd, 1), 0);
    close(fd);
    EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 128);
    stop(pid);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 128);
    CUdeviceptr at = map(handle, 128);
    EQUAL(byte_at(at + 3 * MIB), 'h');
    EQUAL(CUDA(cuMemRelease, (CUmemGenericAllocationHandle), handle), 0);
    EQUAL(CUDA(cuMemUnmap, (CUdeviceptr, size_t), at, 128 * MIB), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

TEST(External_Memory_IsMappedAsBufferAndAsArray)
{
    struct exported message;
    CUexternalMemory memory;
    CUdeviceptr at;
    CUmipmappedArray mipmap;
    make_gpus("h200", false);
    pid_t pid = maker(make_handle, &message, sizeof message);
    use_gpu(0);
    CUDA_EXTERNAL_MEMORY_HANDLE_DESC handle = {.type = 1, .handle.fd = fd_of(pid, message.fd), .size = 128 * MIB};
    CUDA_EXTERNAL_MEMORY_BUFFER_DESC window = {.offset = 2 * MIB, .size = 4 * MIB};
    CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC levels = {.offset = 64 * MIB, .arrayDesc = {1024, 1024, 0, 0x20, 4, 0}, .numLevels = 2};
    EQUAL(CUDA(cuImportExternalMemory, (CUexternalMemory *, const CUDA_EXTERNAL_MEMORY_HANDLE_DESC *), &memory, &handle), 0);
    EQUAL(CUDA(cuExternalMemoryGetMappedBuffer, (CUdeviceptr *, CUexternalMemory, const CUDA_EXTERNAL_MEMORY_BUFFER_DESC *), &at, memory, &window), 0);
    EQUAL(byte_at(at + MIB), 'h');
    EQUAL(CUDA(cuExternalMemoryGetMappedMipmappedArray, (CUmipmappedArray *, CUexternalMemory, const CUDA_EXTERNAL_MEMORY_MIPMAPPED_ARRAY_DESC *), &mipmap,
               memory, &levels), 0);
    EQUAL(CUDA(cuMipmappedArrayDestroy, (CUmipmappedArray), mipmap), 0);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), at), 0);
    EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 128);
    stop(pid);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 128);
    EQUAL(CUDA(cuDestroyExternalMemory, (CUexternalMemory), memory), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

struct pool_message { int fd; CUmemPoolPtrExportData data; };

static void make_pool(void *out)
{
    struct pool_message *message = out;
    CUmemPoolProps properties = {.allocType = 1, .handleTypes = 1, .location = {1, 0}};
    CUmemoryPool pool;
    CUdeviceptr at;
    EQUAL(CUDA(cuMemPoolCreate, (CUmemoryPool *, const CUmemPoolProps *), &pool, &properties), 0);
    EQUAL(CUDA(cuMemAllocFromPoolAsync, (CUdeviceptr *, size_t, CUmemoryPool, CUstream), &at, 16 * MIB, pool, NULL), 0);
    set_byte(at + 1, 'm');
    EQUAL(CUDA(cuMemPoolExportToShareableHandle, (void *, CUmemoryPool, int, unsigned long long), &message->fd, pool, 1, 0), 0);
    EQUAL(CUDA(cuMemPoolExportPointer, (CUmemPoolPtrExportData *, CUdeviceptr), &message->data, at), 0);
}

TEST(Pool_ImportedPointer_ReadsTheMakersMemory)
{
    struct pool_message message;
    CUmemoryPool pool;
    CUdeviceptr at;
    make_gpus("h200", false);
    pid_t pid = maker(make_pool, &message, sizeof message);
    use_gpu(0);
    EQUAL(CUDA(cuMemPoolImportFromShareableHandle, (CUmemoryPool *, void *, int, unsigned long long), &pool, (void *)(intptr_t)fd_of(pid, message.fd), 1, 0), 0);
    EQUAL(CUDA(cuMemPoolImportPointer, (CUdeviceptr *, CUmemoryPool, CUmemPoolPtrExportData *), &at, pool, &message.data), 0);
    EQUAL(byte_at(at + 1), 'm');
    EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 32);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), at, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
    stop(pid);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

static unsigned long long pool_mib(CUmemoryPool pool, int attribute)
{
    cuuint64_t bytes;
    EQUAL(CUDA(cuMemPoolGetAttribute, (CUmemoryPool, int, void *), pool, attribute, &bytes), 0);
    return bytes / MIB;
}

TEST(Pool_KeepsUpToItsThreshold_AndTrims)
{
    enum { THRESHOLD = 4, RESERVED = 5, RESERVED_HIGH = 6, USED = 7, USED_HIGH = 8 };
    CUmemoryPool pool;
    CUdeviceptr at;
    cuuint64_t keep = 64 * MIB;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuDeviceGetDefaultMemPool, (CUmemoryPool *, CUdevice), &pool, 0), 0);
    EQUAL(CUDA(cuMemPoolSetAttribute, (CUmemoryPool, int, void *), pool, THRESHOLD, &keep), 0);
    EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &at, 100 * MIB, NULL), 0);
    EQUAL(pool_mib(pool, RESERVED), 128);
    EQUAL(pool_mib(pool, USED), 100);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 128);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), at, NULL), 0);
    EQUAL(CUDA(cuStreamSynchronize, (CUstream), NULL), 0);
    EQUAL(pool_mib(pool, RESERVED), 64);
    EQUAL(pool_mib(pool, USED), 0);
    EQUAL(pool_mib(pool, USED_HIGH), 100);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(CUDA(cuMemPoolTrimTo, (CUmemoryPool, size_t), pool, 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(pool_mib(pool, RESERVED_HIGH), 128);
}

TEST(Pool_AlmostFullGpu_GrowsByWhatFits)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    use_gpu(0);
    take_mib(H200_USABLE_MIB - H200_CONTEXT_MIB - 11);
    EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &at, 9 * MIB, NULL), 0);
    EQUAL(used_mib(0), H200_USABLE_MIB - 1);
    EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &at, 4 * MIB, NULL), CUDA_ERROR_OUT_OF_MEMORY);
}

const struct test share_tests[] = {
    ENTRY(Ipc_OpenedMemory_IsChargedToItsMakerThenToWhoHasIt), ENTRY(Ipc_OwnOrForeignHandle_IsRefused), ENTRY(Handle_MappedTwice_SharesItsData),
    ENTRY(Handle_UnmappedAndMappedAgain_KeepsItsData), ENTRY(Handle_Imported_OutlivesItsMaker), ENTRY(External_Memory_IsMappedAsBufferAndAsArray),
    ENTRY(Pool_ImportedPointer_ReadsTheMakersMemory), ENTRY(Pool_KeepsUpToItsThreshold_AndTrims), ENTRY(Pool_AlmostFullGpu_GrowsByWhatFits), {NULL, NULL},
};
