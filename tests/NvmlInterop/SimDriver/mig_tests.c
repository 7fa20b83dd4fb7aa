#include "check.h"

#include <sys/stat.h>

static bool exists(const char *name)
{
    char path[1024];
    struct stat file;
    snprintf(path, sizeof path, "%s/%s", root(), name);
    return !stat(path, &file);
}

static nvmlGpuInstance_t create(unsigned profile, nvmlReturn_t expected)
{
    nvmlGpuInstance_t made = NULL;
    EQUAL(NVML(nvmlDeviceCreateGpuInstance, (nvmlDevice_t, unsigned, nvmlGpuInstance_t *), device_at(0), profile, &made), expected);
    return made;
}

static void enable(void)
{
    nvmlReturn_t activation;
    EQUAL(NVML(nvmlDeviceSetMigMode, (nvmlDevice_t, unsigned, nvmlReturn_t *), device_at(0), 1, &activation), 0);
}

TEST(Mig_SevenSlices_Fit)
{
    NEEDS_ROOT();
    make_gpus("h200", false);
    enable();
    create(5, 0);                                       /* 4g */
    create(9, 0);                                       /* 3g */
    create(19, NVML_ERROR_INSUFFICIENT_RESOURCES);
    unsigned count;
    EQUAL(NVML(nvmlDeviceGetGpuInstanceRemainingCapacity, (nvmlDevice_t, unsigned, unsigned *), device_at(0), 19, &count), 0);
    EQUAL(count, 0);
}

TEST(Mig_Create_WritesCapabilitiesAndNamesTheDevice)
{
    NEEDS_ROOT();
    nvmlComputeInstance_t compute;
    nvmlDevice_t mig;
    nvmlGpuInstanceInfo_t info;
    char name[96], first[96], second[96];
    make_gpus("h200", false);
    enable();
    nvmlGpuInstance_t instance = create(19, 0);
    EQUAL(NVML(nvmlGpuInstanceGetInfo, (nvmlGpuInstance_t, nvmlGpuInstanceInfo_t *), instance, &info), 0);
    EQUAL(info.placement.size, 1);
    EQUAL(NVML(nvmlDeviceGetMigDeviceHandleByIndex, (nvmlDevice_t, unsigned, nvmlDevice_t *), device_at(0), 0, &mig), NVML_ERROR_NOT_FOUND);
    EQUAL(NVML(nvmlGpuInstanceCreateComputeInstance, (nvmlGpuInstance_t, unsigned, nvmlComputeInstance_t *), instance, 0, &compute), 0);
    EQUAL(NVML(nvmlDeviceGetMigDeviceHandleByIndex, (nvmlDevice_t, unsigned, nvmlDevice_t *), device_at(0), 0, &mig), 0);
    EQUAL(NVML(nvmlDeviceGetName, (nvmlDevice_t, char *, unsigned), mig, name, sizeof name), 0);
    CHECK(!strcmp(name, "NVIDIA H200 MIG 1g.18gb"));
    EQUAL(NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), mig, first, sizeof first), 0);
    CHECK(!strncmp(first, "MIG-", 4));
    snprintf(name, sizeof name, "proc/driver/nvidia/capabilities/gpu0/mig/gi%u/ci0/access", info.id);
    CHECK(exists(name));
    snprintf(name, sizeof name, "dev/nvidia-caps/nvidia-cap%u", 3 + info.id * 9);
    CHECK(exists(name));
    EQUAL(NVML(nvmlGpuInstanceDestroy, (nvmlGpuInstance_t), instance), NVML_ERROR_IN_USE);
    EQUAL(NVML(nvmlComputeInstanceDestroy, (nvmlComputeInstance_t), compute), 0);
    EQUAL(NVML(nvmlGpuInstanceCreateComputeInstance, (nvmlGpuInstance_t, unsigned, nvmlComputeInstance_t *), instance, 0, &compute), 0);
    EQUAL(NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), mig, second, sizeof second), 0);
    CHECK(strcmp(first, second));
    EQUAL(NVML(nvmlComputeInstanceDestroy, (nvmlComputeInstance_t), compute), 0);
    EQUAL(NVML(nvmlGpuInstanceDestroy, (nvmlGpuInstance_t), instance), 0);
    CHECK(!exists(name));
}

TEST(Mig_Memory_BelongsToTheInstance)
{
    nvmlDevice_t mig;
    nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)};
    nvmlUtilization_t load;
    size_t total;
    make_gpus("h200", true);
    use_gpu(0);
    EQUAL(CUDA(cuDeviceTotalMem_v2, (size_t *, CUdevice), &total, 0), 0);
    take_mib(1000);
    unsigned long long used = 0;
    for (unsigned i = 0; NVML(nvmlDeviceGetMigDeviceHandleByIndex, (nvmlDevice_t, unsigned, nvmlDevice_t *), device_at(0), i, &mig) == 0; i++) {
        EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), mig, &memory), 0);
        if (memory.used)
            EQUAL(memory.total, total);
        used += memory.used;
    }
    EQUAL(used / MIB, H200_CONTEXT_MIB + 1000);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 1000);
    EQUAL(NVML(nvmlDeviceGetUtilizationRates, (nvmlDevice_t, nvmlUtilization_t *), device_at(0), &load), NVML_ERROR_NOT_SUPPORTED);
}

TEST(Mig_Profiles_AreTheHardwares)
{
    nvmlGpuInstanceProfileInfo_v2_t info = {.version = NVML_STRUCT_VERSION(nvmlGpuInstanceProfileInfo_v2_t, 2)};
    nvmlPlacement_t places[8];
    unsigned count = 8;
    make_gpus("h200", true);
    EQUAL(NVML(nvmlDeviceGetGpuInstanceProfileInfoV, (nvmlDevice_t, unsigned, nvmlGpuInstanceProfileInfo_v2_t *), device_at(0), 2, &info), 0);
    EQUAL(info.id, 9);
    EQUAL(info.multiprocessorCount, 60);
    EQUAL(NVML(nvmlDeviceGetGpuInstancePossiblePlacements_v2, (nvmlDevice_t, unsigned, nvmlPlacement_t *, unsigned *), device_at(0), 9, places, &count), 0);
    EQUAL(count, 2);
    EQUAL(places[1].start, 4);
    EQUAL(places[1].size, 4);
    info.version = 7;
    EQUAL(NVML(nvmlDeviceGetGpuInstanceProfileInfoV, (nvmlDevice_t, unsigned, nvmlGpuInstanceProfileInfo_v2_t *), device_at(0), 2, &info),
          NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
}

const struct test mig_tests[] = {
    ENTRY(Mig_SevenSlices_Fit), ENTRY(Mig_Create_WritesCapabilitiesAndNamesTheDevice), ENTRY(Mig_Memory_BelongsToTheInstance),
    ENTRY(Mig_Profiles_AreTheHardwares), {NULL, NULL},
};
