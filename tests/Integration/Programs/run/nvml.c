#include "run.h"

#include <dlfcn.h>
#include <stdio.h>

typedef struct { unsigned long long total, free, used; } memory_v1;
typedef struct { unsigned version; unsigned long long total, reserved, free, used; } memory_v2;
typedef struct { unsigned pid; unsigned long long used; unsigned gpu_instance, compute_instance; } process;

#define MEMORY_V2 (sizeof(memory_v2) | 2u << 24)
#define PROCESSES 64

static void *symbol(const char *name)
{
    static void *library;
    if (!library)
        library = dlopen("libnvidia-ml.so.1", RTLD_NOW);
    return library ? dlsym(library, name) : NULL;
}
#define NVML(name, types) ((int(*) types)(uintptr_t)symbol(#name))

static void *first_gpu(void)
{
    void *device = NULL;
    int (*init)(void) = NVML(nvmlInit_v2, (void));
    int (*get)(unsigned, void **) = NVML(nvmlDeviceGetHandleByIndex_v2, (unsigned, void **));
    return init && get && !init() && !get(0, &device) ? device : NULL;
}

void print_nvml_memory(const char *prefix)
{
    void *device = first_gpu();
    memory_v1 plain;
    memory_v2 versioned = {.version = (unsigned)MEMORY_V2};
    int (*get)(void *, memory_v1 *) = NVML(nvmlDeviceGetMemoryInfo, (void *, memory_v1 *));
    int (*get_v2)(void *, memory_v2 *) = NVML(nvmlDeviceGetMemoryInfo_v2, (void *, memory_v2 *));
    if (device && get && !get(device, &plain))
        printf("%stotal=%llu\n%sfree=%llu\n%sused=%llu\n", prefix, plain.total, prefix, plain.free, prefix, plain.used);
    if (device && get_v2 && !get_v2(device, &versioned))
        printf("%stotal_v2=%llu\n%sfree_v2=%llu\n%sused_v2=%llu\n", prefix, versioned.total, prefix, versioned.free, prefix, versioned.used);
}

void print_nvml_processes(void)
{
    void *device = first_gpu();
    process found[PROCESSES];
    unsigned count = PROCESSES;
    int (*get)(void *, unsigned *, process *) = NVML(nvmlDeviceGetComputeRunningProcesses_v3, (void *, unsigned *, process *));
    if (!device || !get || get(device, &count, found))
        return;
    printf("nvml_processes=%u\n", count);
    for (unsigned i = 0; i < count; i++)
        printf("nvml_process=%u,%llu\n", found[i].pid, found[i].used);
}
