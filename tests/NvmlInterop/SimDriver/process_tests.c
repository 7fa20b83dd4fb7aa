#include "check.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static nvmlProcessInfo_t list[64];

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

TEST(Process_OfAnother_IsListedWithItsMemory)
{
    make_gpus("h200", false);
    struct holder other = hold_mib(300);
    EQUAL(processes_on(0, list), 1);
    EQUAL(list[0].pid, other.pid);
    EQUAL(list[0].usedGpuMemory / MIB, H200_CONTEXT_MIB + 300);
    EQUAL(list[0].gpuInstanceId, NVML_NO_INSTANCE);
    release(&other);
    EQUAL(processes_on(0, list), 0);
    EQUAL(used_mib(0), 0);
}

TEST(Process_Killed_GivesEverythingBack)
{
    make_gpus("h200", false);
    struct holder victim = hold_mib(140000);
    EQUAL(used_mib(0), 140000 + H200_CONTEXT_MIB);
    kill(victim.pid, SIGKILL);
    waitpid(victim.pid, NULL, 0);
    EQUAL(used_mib(0), 0);
    use_gpu(0);
    take_mib(140000);
    EQUAL(processes_on(0, list), 1);
}

static unsigned peak_mib(void)
{
    char line[1024];
    unsigned peak = 0;
    int told = 0;
    snprintf(line, sizeof line, "'%s/bin/coaster-simctl' show '%s/../state'", getenv("SIM_TEST_OUT"), root());
    FILE *shown = popen(line, "r");
    CHECK(shown);
    while (fgets(line, sizeof line, shown))
        told += sscanf(line, "peak_mib=%u", &peak) == 1;
    CHECK(!pclose(shown));
    EQUAL(told, 1);
    return peak;
}

TEST(Process_HeldForAMoment_StaysInThePeak)
{
    make_gpus("h200", false);
    EQUAL(peak_mib(), 0);
    use_gpu(0);
    CUDA(cuMemFree_v2, (CUdeviceptr), take_mib(300));
    EQUAL(peak_mib(), H200_CONTEXT_MIB + 300);
    char words[600];
    snprintf(words, sizeof words, "set '%s/../state' 0 peak=0", root());
    simctl(words);
    EQUAL(peak_mib(), H200_CONTEXT_MIB);
}

TEST(Process_KilledAtRandom_LeavesNoBytes)
{
    make_gpus("h200", false);
    for (int round = 0; round < 40; round++) {
        pid_t pid = fork();
        if (!pid) {
            use_gpu(0);
            for (;;)
                CUDA(cuMemFree_v2, (CUdeviceptr), take_mib(100));
        }
        usleep(1000 + (useconds_t)round * 700);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    EQUAL(used_mib(0), 0);
}

TEST(Process_NvmlAndCudaTogether_KeepTheSlot)
{
    make_gpus("h200", false);
    int report[2];
    char byte;
    CHECK(!pipe(report));
    pid_t watcher = fork(); /* sees what others see of this process */
    if (!watcher) {
        CHECK(read(report[0], &byte, 1) == 1);
        EQUAL(processes_on(0, list), 1);
        EQUAL(list[0].pid, getppid());
        EQUAL(used_mib(0), H200_CONTEXT_MIB + 10);
        _exit(0);
    }
    EQUAL(NVML(nvmlInit_v2, (void)), 0);
    use_gpu(0);
    take_mib(10);
    EQUAL(processes_on(0, list), 1);
    EQUAL(list[0].pid, getpid());
    for (int i = 0; i < 8; i++)
        NVML(nvmlShutdown, (void));
    EQUAL(NVML(nvmlInit_v2, (void)), 0);
    CHECK(write(report[1], "x", 1) == 1);
    int status;
    waitpid(watcher, &status, 0);
    EQUAL(status, 0);
}

TEST(Process_ForkedChild_OwnsNothing)
{
    int status;
    make_gpus("h200", false);
    use_gpu(0);
    CUdeviceptr memory = take_mib(100);
    device_at(0);
    pid_t child = fork();
    if (!child) {
        EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, MIB), CUDA_ERROR_NOT_INITIALIZED);
        EQUAL(CUDA(cuInit, (unsigned), 0), CUDA_ERROR_NOT_INITIALIZED);
        EQUAL(processes_on(0, list), 1);
        EQUAL(list[0].pid, getppid());
        exit(0);
    }
    waitpid(child, &status, 0);
    EQUAL(status, 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 100);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), memory), 0);
}

/* In a nested pid namespace the holder is seen by its pid out here, and sees nobody from out here. */
TEST(Process_InNestedPidNamespace_HasItsHostPid)
{
    int ready[2], status;
    char byte;
    make_gpus("h200", false);
    struct holder outside = hold_mib(20);
    if (unshare(CLONE_NEWPID))
        return; /* not permitted here */
    CHECK(!pipe(ready));
    pid_t inner = fork();
    if (!inner) {
        close(outside.release);
        use_gpu(0);
        take_mib(30);
        EQUAL(getpid(), 1);
        EQUAL(processes_on(0, list), 1);
        EQUAL(list[0].pid, 1);
        EQUAL(used_mib(0), 2 * H200_CONTEXT_MIB + 50);
        CHECK(write(ready[1], "r", 1) == 1);
        pause();
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    EQUAL(processes_on(0, list), 2);
    CHECK((pid_t)list[0].pid == inner || (pid_t)list[1].pid == inner);
    kill(inner, SIGKILL);
    waitpid(inner, &status, 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 20);
    release(&outside);
}

static void spin(unsigned microseconds, int times)
{
    CUmodule module;
    CUfunction function;
    void *parameters[] = {&microseconds};
    EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, ".version 6.0\n.entry spin_us"), 0);
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &function, module, "spin_us"), 0);
    while (times--)
        EQUAL(CUDA(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), function,
                   1, 1, 1, 1, 1, 1, 0, NULL, parameters, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
}

TEST(Process_ExclusiveMode_RefusesTheSecond)
{
    NEEDS_ROOT();
    CUcontext context;
    make_gpus("h200", false);
    struct holder first = hold_mib(1);
    EQUAL(NVML(nvmlDeviceSetComputeMode, (nvmlDevice_t, unsigned), device_at(0), 3), 0);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0), CUDA_ERROR_DEVICE_UNAVAILABLE);
    release(&first);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0), 0);
}

TEST(Time_TwoProcesses_ShareOneGpu)
{
    nvmlProcessUtilizationSample_t samples[64];
    nvmlUtilization_t load;
    unsigned count = 64;
    pid_t child[2];
    make_gpus("h200", false);
    double start = seconds();
    for (int i = 0; i < 2; i++)
        if (!(child[i] = fork())) {
            use_gpu(0);
            spin(100000, 9);
            usleep(300000);
            _exit(0);
        }
    usleep(1300000);
    EQUAL(NVML(nvmlDeviceGetProcessUtilization, (nvmlDevice_t, nvmlProcessUtilizationSample_t *, unsigned *, unsigned long long), device_at(0), samples,
               &count, 0), 0);
    EQUAL(count, 2);
    CHECK(samples[0].smUtil > 15 && samples[1].smUtil > 15);
    EQUAL(NVML(nvmlDeviceGetUtilizationRates, (nvmlDevice_t, nvmlUtilization_t *), device_at(0), &load), 0);
    CHECK(load.gpu > 60);
    waitpid(child[0], NULL, 0);
    waitpid(child[1], NULL, 0);
    CHECK(seconds() - start >= 1.7); /* 1.8 s of kernels cannot fit in less */
}

TEST(Time_Kernel_TakesItsTimeAndEventsMeasureIt)
{
    CUevent before, after;
    float milliseconds;
    make_gpus("h200", false);
    use_gpu(0);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &before, 0), 0);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &after, 0), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), before, NULL), 0);
    spin(50000, 2);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), after, NULL), 0);
    EQUAL(CUDA(cuEventSynchronize, (CUevent), after), 0);
    EQUAL(CUDA(cuEventElapsedTime, (float *, CUevent, CUevent), &milliseconds, before, after), 0);
    CHECK(milliseconds >= 99);
}

const struct test process_tests[] = {
    ENTRY(Process_OfAnother_IsListedWithItsMemory), ENTRY(Process_Killed_GivesEverythingBack), ENTRY(Process_HeldForAMoment_StaysInThePeak),
    ENTRY(Process_KilledAtRandom_LeavesNoBytes),
    ENTRY(Process_NvmlAndCudaTogether_KeepTheSlot), ENTRY(Process_ForkedChild_OwnsNothing), ENTRY(Process_InNestedPidNamespace_HasItsHostPid),
    ENTRY(Process_ExclusiveMode_RefusesTheSecond), ENTRY(Time_TwoProcesses_ShareOneGpu), ENTRY(Time_Kernel_TakesItsTimeAndEventsMeasureIt), {NULL, NULL},
};
