#include "check.h"

#include <signal.h>

#define LIMIT (4096 * MIB)

TEST(Cuda_TellsTheShare)
{
    size_t available, total;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    EQUAL(CUDA(cuMemGetInfo_v2, (size_t *, size_t *), &available, &total), 0);
    EQUAL(total, LIMIT);
    EQUAL(available, LIMIT - CONTEXT - 100 * MIB);
    EQUAL(CUDA(cuDeviceTotalMem_v2, (size_t *, CUdevice), &total, 0), 0);
    EQUAL(total, LIMIT);
    EQUAL(CUDA(cuDeviceTotalMem_v2, (size_t *, CUdevice), &total, 1), 0);
    CHECK(total > 100000 * MIB);
}

TEST(Nvml_TellsTheShare)
{
    nvmlMemory_t first;
    nvmlMemory_v2_t second = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)}, other = second;
    make_gpus();
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo, (nvmlDevice_t, nvmlMemory_t *), nvml_device(0), &first), 0);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), nvml_device(0), &second), 0);
    EQUAL(first.total, LIMIT);
    EQUAL(first.used, CONTEXT + 100 * MIB);
    EQUAL(first.free, LIMIT - first.used);
    EQUAL(second.total, LIMIT);
    EQUAL(second.reserved, 0);
    EQUAL(second.used, first.used);
    EQUAL(second.free, first.free);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), nvml_device(1), &other), 0);
    CHECK(other.total > 100000 * MIB);
}

/* A process outside of the container holds memory too, and is none of its business. */
TEST(Nvml_ListsTheContainersProcessesAlone)
{
    nvmlProcessInfo_t list[8];
    nvmlProcessInfo_v1_t old[8];
    nvmlProcessDetail_v1_t details[8];
    nvmlProcessDetailList_v1_t all = {NVML_STRUCT_VERSION(nvmlProcessDetailList_v1_t, 1), 0, 8, details};
    unsigned count = 8;
    make_gpus();
    int ready[2];
    char byte;
    CHECK(!pipe(ready));
    pid_t stranger = fork();
    if (!stranger) {
        use_gpu(0);
        CHECK(write(ready[1], "r", 1) == 1);
        for (;;)
            pause();
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    make_region(LIMIT);
    use_gpu(0);
    take(100 * MIB);
    EQUAL(NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), nvml_device(0), &count, list), 0);
    EQUAL(count, 1);
    EQUAL(list[0].pid, getpid());
    EQUAL(list[0].usedGpuMemory, CONTEXT + 100 * MIB);
    count = 8;
    EQUAL(NVML(nvmlDeviceGetComputeRunningProcesses, (nvmlDevice_t, unsigned *, nvmlProcessInfo_v1_t *), nvml_device(0), &count, old), 0);
    EQUAL(count, 1);
    EQUAL(old[0].usedGpuMemory, CONTEXT + 100 * MIB);
    EQUAL(NVML(nvmlDeviceGetRunningProcessDetailList, (nvmlDevice_t, nvmlProcessDetailList_v1_t *), nvml_device(0), &all), 0);
    EQUAL(all.numProcArrayEntries, 1);
    EQUAL(details[0].pid, getpid());
    count = 0;
    EQUAL(NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), nvml_device(0), &count, NULL), 7);
    EQUAL(count, 1);
    kill(stranger, 9);
    finish(stranger);
}

TEST(Nvml_AloneTakesNoSlot)
{
    nvmlMemory_t memory;
    make_gpus();
    make_region(LIMIT);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo, (nvmlDevice_t, nvmlMemory_t *), nvml_device(0), &memory), 0);
    EQUAL(memory.total, LIMIT);
    EQUAL(counters()->highest, 0);
}

const struct test told_tests[] = {
    ENTRY(Cuda_TellsTheShare), ENTRY(Nvml_TellsTheShare), ENTRY(Nvml_ListsTheContainersProcessesAlone), ENTRY(Nvml_AloneTakesNoSlot), {NULL, NULL},
};
