#include "check.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char *in_root(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", root(), name);
    return path;
}

static void set(const char *words)
{
    char line[900];
    snprintf(line, sizeof line, "set '%s/../state' %s", root(), words);
    simctl(line);
}

TEST(Absent_State_IsNoDriver)
{
    unlink(in_root("../state"));
    EQUAL(NVML(nvmlInit_v2, (void)), NVML_ERROR_DRIVER_NOT_LOADED);
    EQUAL(CUDA(cuInit, (unsigned), 0), CUDA_ERROR_NO_DEVICE);
}

TEST(Absent_ControlNode_IsNoDriver)
{
    make_gpus("h200", false);
    char aside[1024];
    snprintf(aside, sizeof aside, "%s.aside", in_root("dev/nvidiactl"));
    rename(in_root("dev/nvidiactl"), aside);
    nvmlReturn_t result = NVML(nvmlInit_v2, (void));
    rename(aside, in_root("dev/nvidiactl"));
    EQUAL(result, NVML_ERROR_DRIVER_NOT_LOADED);
}

TEST(Absent_GpuNode_HidesTheGpu)
{
    unsigned count;
    int devices;
    char aside[1024];
    make_gpus("h200:3", false);
    snprintf(aside, sizeof aside, "%s.aside", in_root("dev/nvidia1"));
    rename(in_root("dev/nvidia1"), aside);
    nvmlReturn_t result = NVML(nvmlInit_v2, (void));
    CUresult cuda = CUDA(cuInit, (unsigned), 0);
    rename(aside, in_root("dev/nvidia1"));
    EQUAL(result + cuda, 0);
    EQUAL(NVML(nvmlDeviceGetCount_v2, (unsigned *), &count), 0);
    EQUAL(count, 2);
    EQUAL(CUDA(cuDeviceGetCount, (int *), &devices), 0);
    EQUAL(devices, 2);
    EQUAL(NVML(nvmlDeviceGetMinorNumber, (nvmlDevice_t, unsigned *), device_at(1), &count), 0);
    EQUAL(count, 2);
}

TEST(Damaged_Header_IsAVersionMismatch)
{
    make_gpus("h200", false);
    int fd = open(in_root("../state"), O_RDWR);
    CHECK(pwrite(fd, "garbage!", 8, 0) == 8);
    EQUAL(NVML(nvmlInit_v2, (void)), NVML_ERROR_LIB_RM_VERSION_MISMATCH);
    EQUAL(CUDA(cuInit, (unsigned), 0), CUDA_ERROR_SYSTEM_DRIVER_MISMATCH);
    CHECK(!ftruncate(fd, 10));
    EQUAL(NVML(nvmlInit_v2, (void)), NVML_ERROR_LIB_RM_VERSION_MISMATCH);
}

/* Everything but the header is noise: any answer will do, none may crash or hang. */
static void ask_everything(void)
{
    static const char *const words[] = {
        "nvmlDeviceGetMigMode", "nvmlDeviceGetMemoryInfo", "nvmlDeviceGetUtilizationRates", "nvmlDeviceGetPciInfo_v3", "nvmlDeviceGetAttributes_v2",
        "nvmlDeviceGetPowerUsage", "nvmlDeviceGetMaxMigDeviceCount", "nvmlDeviceGetNumGpuCores", "nvmlDeviceGetTotalEnergyConsumption",
    };
    char buffer[4096];
    for (unsigned gpu = 0; gpu < 3; gpu++) {
        nvmlDevice_t device = NULL, mig;
        NVML(nvmlDeviceGetHandleByIndex_v2, (unsigned, nvmlDevice_t *), gpu, &device);
        for (size_t i = 0; device && i < sizeof words / sizeof *words; i++)
            ((nvmlReturn_t(*)(nvmlDevice_t, void *, void *))nvml_function(words[i]))(device, buffer, buffer + 2048);
        for (unsigned index = 0; device && index < 16; index++)
            if (NVML(nvmlDeviceGetMigDeviceHandleByIndex, (nvmlDevice_t, unsigned, nvmlDevice_t *), device, index, &mig) == 0)
                NVML(nvmlDeviceGetName, (nvmlDevice_t, char *, unsigned), mig, buffer, 96);
        unsigned count = 10;
        if (device)
            NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), device, &count, (void *)buffer);
    }
}

TEST(Damaged_Body_DoesNotCrash)
{
    static unsigned char noise[1 << 16];
    for (unsigned seed = 1; seed < 12; seed++) {
        make_gpus("h200:2,t4", true);
        int fd = open(in_root("../state"), O_RDWR);
        srand(seed);
        for (size_t i = 0; i < sizeof noise; i++)
            noise[i] = (unsigned char)(rand() >> 7) & (seed % 3 ? 0x7 : 0xff);
        CHECK(pwrite(fd, noise, sizeof noise, 4096 + seed * 128) == sizeof noise);
        close(fd);
        int status;
        pid_t child = fork();
        if (!child) {
            alarm(60);
            if (NVML(nvmlInit_v2, (void)) == 0)
                ask_everything();
            CUDA(cuInit, (unsigned), 0);
            _exit(0);
        }
        waitpid(child, &status, 0);
        EQUAL(status, 0);
    }
}

TEST(Fault_Xid_WakesTheWaiter)
{
    nvmlEventSet_t events;
    nvmlEventData_t data;
    make_gpus("h200:2", false);
    nvmlDevice_t device = device_at(1);
    EQUAL(NVML(nvmlEventSetCreate, (nvmlEventSet_t *), &events), 0);
    EQUAL(NVML(nvmlDeviceRegisterEvents, (nvmlDevice_t, unsigned long long, nvmlEventSet_t), device, NVML_EVENT_XID, events), 0);
    EQUAL(NVML(nvmlEventSetWait_v2, (nvmlEventSet_t, nvmlEventData_t *, unsigned), events, &data, 20), NVML_ERROR_TIMEOUT);
    if (!fork()) {
        usleep(100000);
        set("1 xid=79");
        _exit(0);
    }
    EQUAL(NVML(nvmlEventSetWait_v2, (nvmlEventSet_t, nvmlEventData_t *, unsigned), events, &data, 30000), 0);
    EQUAL(data.eventData, 79);
    CHECK(data.device == device);
}

TEST(Fault_Lost_ReachesEveryCall)
{
    unsigned temperature;
    CUdeviceptr memory;
    make_gpus("h200", false);
    nvmlDevice_t device = device_at(0);
    use_gpu(0);
    set("0 temperature=91 lost=1");
    EQUAL(NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature), NVML_ERROR_GPU_IS_LOST);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, MIB), CUDA_ERROR_LAUNCH_FAILED);
    set("0 lost=0");
    EQUAL(NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature), 0);
    EQUAL(temperature, 91);
}

TEST(Fault_Remap_IsToldByRowsAndFields)
{
    unsigned corrected, uncorrected, pending, failed;
    make_gpus("h200", false);
    nvmlDevice_t device = device_at(0);
    set("0 remap=pending");
    EQUAL(NVML(nvmlDeviceGetRemappedRows, (nvmlDevice_t, unsigned *, unsigned *, unsigned *, unsigned *), device, &corrected, &uncorrected, &pending, &failed), 0);
    EQUAL(pending * 10 + failed, 10);
    set("0 remap=failed recovery=1");
    nvmlFieldValue_t fields[2] = {{.fieldId = 145}, {.fieldId = 230}};
    EQUAL(NVML(nvmlDeviceGetFieldValues, (nvmlDevice_t, int, nvmlFieldValue_t *), device, 2, fields), 0);
    EQUAL(fields[0].value.ullVal * 10 + fields[1].value.ullVal, 11);
    set("0 remap=none recovery=0");
    EQUAL(NVML(nvmlDeviceGetRemappedRows, (nvmlDevice_t, unsigned *, unsigned *, unsigned *, unsigned *), device, &corrected, &uncorrected, &pending, &failed), 0);
    EQUAL(pending + failed, 0);
}

/* The child says when it is inside; that the call has not come back while the hang lasts is seen from outside. */
TEST(Fault_Hang_HoldsEveryCallUntilItEnds)
{
    int told[2], status;
    char byte;
    unsigned temperature;
    CHECK(!pipe2(told, O_CLOEXEC));
    make_gpus("h200:2", false);
    nvmlDevice_t device = device_at(1);
    set("0 hang=600");
    pid_t child = fork();
    if (!child) {
        alarm(120);
        CHECK(write(told[1], "i", 1) == 1);
        nvmlReturn_t result = NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature);
        _exit(result);
    }
    CHECK(read(told[0], &byte, 1) == 1);
    usleep(100000);
    EQUAL(waitpid(child, &status, WNOHANG), 0);
    set("0 hang=0");
    EQUAL(waitpid(child, &status, 0), child);
    EQUAL(status, 0);
}

TEST(Fault_Unloaded_NeedsANewSession)
{
    unsigned temperature;
    make_gpus("h200", false);
    nvmlDevice_t device = device_at(0);
    set("0 unloaded=1");
    EQUAL(NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature), NVML_ERROR_DRIVER_NOT_LOADED);
    set("0 unloaded=0");
    EQUAL(NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature), NVML_ERROR_UNKNOWN);
    EQUAL(NVML(nvmlShutdown, (void)), 0);
    set("0 unloaded=1");
    EQUAL(NVML(nvmlInit_v2, (void)), NVML_ERROR_DRIVER_NOT_LOADED);
    set("0 unloaded=0");
    EQUAL(NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device_at(0), 0, &temperature), 0);
}

TEST(Visible_Devices_OrderAndSelect)
{
    char uuid[96], list[128];
    size_t total;
    int devices;
    make_gpus("h200:2,t4", false);
    NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), device_at(2), uuid, sizeof uuid);
    snprintf(list, sizeof list, "%.10s,0,9,1", uuid);
    setenv("CUDA_VISIBLE_DEVICES", list, 1);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDeviceGetCount, (int *), &devices), 0);
    EQUAL(devices, 2);
    EQUAL(CUDA(cuDeviceTotalMem_v2, (size_t *, CUdevice), &total, 0), 0);
    EQUAL(total / MIB, 14911);
}

TEST(Symbols_AreFoundByVersion)
{
    void *found, *other;
    int status;
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuMemAlloc", &found, 12080, 0, &status), 0);
    CHECK(found == cuda_function("cuMemAlloc_v2"));
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuGetProcAddress", &other, 12000, 0, &status), 0);
    CHECK(other == cuda_function("cuGetProcAddress_v2"));
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuCtxCreate", &other, 11000, 0, &status), 0);
    CHECK(other == cuda_function("cuCtxCreate_v2"));
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuNothing", &found, 12080, 0, &status), 0);
    CHECK(!found && status == 1);
    CHECK(!dlsym(dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_NOLOAD), "nvmlDeviceSetMemoryLimits_v1"));
}

const struct test fault_tests[] = {
    ENTRY(Absent_State_IsNoDriver), ENTRY(Absent_ControlNode_IsNoDriver), ENTRY(Absent_GpuNode_HidesTheGpu), ENTRY(Damaged_Header_IsAVersionMismatch),
    ENTRY(Damaged_Body_DoesNotCrash), ENTRY(Fault_Xid_WakesTheWaiter), ENTRY(Fault_Lost_ReachesEveryCall),
    ENTRY(Fault_Remap_IsToldByRowsAndFields), ENTRY(Fault_Hang_HoldsEveryCallUntilItEnds), ENTRY(Fault_Unloaded_NeedsANewSession), ENTRY(Visible_Devices_OrderAndSelect),
    ENTRY(Symbols_AreFoundByVersion), {NULL, NULL},
};
