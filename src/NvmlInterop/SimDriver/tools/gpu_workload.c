/* An ordinary program of the CUDA driver API, the same for a real driver and for the simulated one. */
#include "../include/cuda_abi.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A kernel that spins for its parameter's microseconds by the GPU's own clock. */
static const char ptx[] = ".version 6.0\n.target sm_50\n.address_size 64\n"
                          ".visible .entry spin_us(.param .u32 us)\n{\n"
                          ".reg .pred %p;\n.reg .u32 %r;\n.reg .u64 %start, %now, %want;\n"
                          "ld.param.u32 %r, [us];\nmul.wide.u32 %want, %r, 1000;\nmov.u64 %start, %globaltimer;\n"
                          "again:\nmov.u64 %now, %globaltimer;\nsub.u64 %now, %now, %start;\n"
                          "setp.lt.u64 %p, %now, %want;\n@%p bra again;\nret;\n}\n";

#define PERIOD_US 100000

static void *library;
static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static void *symbol(const char *name)
{
    void *found = dlsym(library, name);
    if (found)
        return found;
    fprintf(stderr, "gpu-workload: libcuda.so.1 has no %s\n", name);
    exit(1);
}

static void check(const char *what, CUresult result)
{
    if (result == CUDA_SUCCESS)
        return;
    const char *name = "unknown error";
    ((CUresult(*)(CUresult, const char **))symbol("cuGetErrorName"))(result, &name);
    fprintf(stderr, "gpu-workload: %s: %s (%d)\n", what, name, result);
    exit(result == CUDA_ERROR_OUT_OF_MEMORY ? 2 : 1);
}
#define CALL(name, types, ...) check(#name, ((CUresult(*) types)symbol(#name))(__VA_ARGS__))

static void format_uuid(CUdevice device, char *text)
{
    CUuuid uuid;
    const unsigned char *b = uuid.bytes;
    void *newer = dlsym(library, "cuDeviceGetUuid_v2");
    check("cuDeviceGetUuid", ((CUresult(*)(CUuuid *, CUdevice))(newer ? newer : symbol("cuDeviceGetUuid")))(&uuid, device));
    sprintf(text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9],
            b[10], b[11], b[12], b[13], b[14], b[15]);
}

static const char *prefix(const char *name)
{
    return strstr(name, " MIG ") ? "MIG-" : "GPU-";
}

static void describe(CUdevice device, char *identity)
{
    char name[128], uuid[40];
    size_t total;
    CALL(cuDeviceGetName, (char *, int, CUdevice), name, sizeof name, device);
    CALL(cuDeviceTotalMem_v2, (size_t *, CUdevice), &total, device);
    format_uuid(device, uuid);
    sprintf(identity, "%s%s", prefix(name), uuid);
    printf("device %d: %s %s %zu MiB\n", device, name, identity, total >> 20);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for(double seconds)
{
    struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    if (seconds > 0)
        nanosleep(&time, NULL);
}

/* Every period of 100 ms one kernel takes its share of it. */
static void burn(double seconds, unsigned percent)
{
    CUmodule module;
    CUfunction spin;
    unsigned microseconds = PERIOD_US / 100 * percent;
    void *parameters[] = {&microseconds};
    CALL(cuModuleLoadData, (CUmodule *, const void *), &module, ptx);
    CALL(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &spin, module, "spin_us");
    for (double end = now() + seconds; now() < end && !stopped;) {
        double next = now() + PERIOD_US / 1e6;
        CALL(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), spin, 1, 1, 1,
             1, 1, 1, 0, NULL, parameters, NULL);
        CALL(cuCtxSynchronize, (void), );
        pause_for(next - now());
    }
}

static void idle(double seconds)
{
    for (double end = now() + seconds; now() < end && !stopped;)
        pause_for(0.05);
}

struct options {
    size_t mib;
    double seconds;
    unsigned percent;
    int device;
};

static void parse(int count, char **words, struct options *options)
{
    for (int i = 1; i < count; i += 2) {
        const char *value = i + 1 < count ? words[i + 1] : "";
        if (!strcmp(words[i], "--mem"))
            options->mib = strtoul(value, NULL, 10);
        else if (!strcmp(words[i], "--seconds"))
            options->seconds = strtod(value, NULL);
        else if (!strcmp(words[i], "--util"))
            options->percent = (unsigned)strtoul(value, NULL, 10);
        else if (!strcmp(words[i], "--device"))
            options->device = atoi(value);
        else {
            fprintf(stderr, "usage: gpu-workload [--mem MIB] [--seconds N] [--util PERCENT] [--device ORDINAL]\n");
            exit(1);
        }
    }
    if (options->percent > 100)
        options->percent = 100;
}

static void work(const struct options *options, const char *identity)
{
    CUcontext context;
    CUdeviceptr memory = 0;
    CALL(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, options->device);
    CALL(cuCtxSetCurrent, (CUcontext), context);
    if (options->mib)
        CALL(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, options->mib << 20);
    printf("holding %zu MiB on %s\n", options->mib, identity);
    if (options->percent)
        burn(options->seconds, options->percent);
    else
        idle(options->seconds);
    if (memory)
        CALL(cuMemFree_v2, (CUdeviceptr), memory);
    CALL(cuDevicePrimaryCtxRelease_v2, (CUdevice), options->device);
}

int main(int count, char **words)
{
    struct options options = {0, 0, 0, 0};
    char identity[64], chosen[64] = "";
    int devices = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    parse(count, words, &options);
    library = dlopen("libcuda.so.1", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "gpu-workload: %s\n", dlerror());
        return 1;
    }
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    CALL(cuInit, (unsigned), 0);
    CALL(cuDeviceGetCount, (int *), &devices);
    for (int device = 0; device < devices; device++) {
        describe(device, identity);
        if (device == options.device)
            strcpy(chosen, identity);
    }
    work(&options, chosen);
    return 0;
}
