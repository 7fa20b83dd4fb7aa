#include "check.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#define PERIOD_NS 100000000l

static nvmlProcessUtilizationSample_t samples[64];

static CUfunction spin(void)
{
    CUmodule module;
    CUfunction function;
    EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, "image"), 0);
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &function, module, "spin_us"), 0);
    return function;
}

static void launch(CUfunction function, unsigned microseconds)
{
    void *parameters[] = {&microseconds};
    EQUAL(CUDA(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), function, 1,
               1, 1, 1, 1, 1, 0, NULL, parameters, NULL), 0);
}

/* A process that keeps its queue full of kernels. */
static pid_t busy(unsigned microseconds)
{
    pid_t pid = fork();
    if (pid)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    use_gpu(0);
    for (CUfunction function = spin();;)
        launch(function, microseconds);
}

/* A process that launches one kernel at the beginning of every period, whenever it was woken in the last one. */
static pid_t beating(unsigned microseconds)
{
    struct timespec next;
    pid_t pid = fork();
    if (pid)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    use_gpu(0);
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (CUfunction function = spin();;) {
        launch(function, microseconds);
        next.tv_nsec += PERIOD_NS;
        next.tv_sec += next.tv_nsec / 1000000000l;
        next.tv_nsec %= 1000000000l;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}

/* What each process did in a second that begins when all of them are at work. */
static unsigned sample_second(unsigned processes)
{
    unsigned count = 0;
    unsigned long long since = 0;
    for (int i = 0; i < 200 && count < processes; i++) {
        count = 64;
        usleep(50000);
        if (NVML(nvmlDeviceGetProcessUtilization, (nvmlDevice_t, nvmlProcessUtilizationSample_t *, unsigned *, unsigned long long), device_at(0), samples,
                 &count, 0))
            count = 0;
    }
    EQUAL(count, processes);
    usleep(200000);
    count = 64;
    EQUAL(NVML(nvmlDeviceGetProcessUtilization, (nvmlDevice_t, nvmlProcessUtilizationSample_t *, unsigned *, unsigned long long), device_at(0), samples,
               &count, 0), 0);
    since = samples[0].timeStamp;
    usleep(1050000);
    count = 64;
    EQUAL(NVML(nvmlDeviceGetProcessUtilization, (nvmlDevice_t, nvmlProcessUtilizationSample_t *, unsigned *, unsigned long long), device_at(0), samples,
               &count, since), 0);
    return count;
}

static void stop(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

TEST(Share_OfTwoBusyProcesses_IsHalf)
{
    make_gpus("h200", false);
    pid_t first = busy(20000), second = busy(20000);
    EQUAL(sample_second(2), 2);
    unsigned sum = samples[0].smUtil + samples[1].smUtil;
    CHECK(sum >= 98 && sum <= 101);
    CHECK(samples[0].smUtil >= 35 && samples[0].smUtil <= 65);
    stop(first);
    stop(second);
}

TEST(Share_OfADutyCycle_IsReadToThePercent)
{
    make_gpus("h200", false);
    pid_t pid = beating(30000);
    EQUAL(sample_second(1), 1);
    CHECK(samples[0].smUtil >= 29 && samples[0].smUtil <= 31);
    stop(pid);
}

const struct test time_tests[] = {
    ENTRY(Share_OfTwoBusyProcesses_IsHalf), ENTRY(Share_OfADutyCycle_IsReadToThePercent), {NULL, NULL},
};
