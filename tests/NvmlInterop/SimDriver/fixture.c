#include "check.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

static void *nvml_library, *cuda_library;

const char *root(void)
{
    return getenv("SIM_TEST_ROOT");
}

void simctl(const char *words)
{
    char line[1024];
    snprintf(line, sizeof line, "'%s/bin/coaster-simctl' %s", getenv("SIM_TEST_OUT"), words);
    EQUAL(system(line), 0);
}

void make_gpus(const char *spec, bool mig)
{
    char words[900];
    snprintf(words, sizeof words, "create '%s/../state' '%s/share/profiles' %s %s", root(), getenv("SIM_TEST_OUT"), spec, mig ? "--mig" : "");
    simctl(words);
    snprintf(words, sizeof words, "caps '%s/../state' '%s'", root(), root());
    simctl(words);
}

static void *load(const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/usr/lib/%s/%s", root(), getenv("SIM_TEST_TRIPLET"), name);
    void *library = dlopen(path, RTLD_NOW);
    CHECK(library);
    return library;
}

void load_libraries(void)
{
    if (nvml_library)
        return;
    nvml_library = load("libnvidia-ml.so.1");
    cuda_library = load("libcuda.so.1");
}

void *nvml_function(const char *name)
{
    load_libraries();
    void *found = dlsym(nvml_library, name);
    if (!found)
        printf("  no %s\n", name);
    CHECK(found);
    return found;
}

void *cuda_function(const char *name)
{
    load_libraries();
    void *found = dlsym(cuda_library, name);
    if (!found)
        printf("  no %s\n", name);
    CHECK(found);
    return found;
}

nvmlDevice_t device_at(unsigned index)
{
    nvmlDevice_t device = NULL;
    EQUAL(NVML(nvmlInit_v2, (void)), 0);
    EQUAL(NVML(nvmlDeviceGetHandleByIndex_v2, (unsigned, nvmlDevice_t *), index, &device), 0);
    return device;
}

unsigned long long used_mib(unsigned index)
{
    nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)};
    EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), device_at(index), &memory), 0);
    EQUAL(memory.total, memory.reserved + memory.free + memory.used);
    return memory.used / MIB;
}

unsigned processes_on(unsigned index, nvmlProcessInfo_t *list)
{
    unsigned count = 64;
    EQUAL(NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), device_at(index), &count, list), 0);
    return count;
}

void use_gpu(CUdevice ordinal)
{
    CUcontext context;
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, ordinal), 0);
    EQUAL(CUDA(cuCtxSetCurrent, (CUcontext), context), 0);
}

CUdeviceptr take_mib(size_t mib)
{
    CUdeviceptr memory = 0;
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, mib * MIB), 0);
    return memory;
}

struct holder hold_mib(size_t mib)
{
    int ready[2], go[2];
    char byte;
    CHECK(!pipe2(ready, O_CLOEXEC) && !pipe2(go, O_CLOEXEC));
    pid_t pid = fork();
    if (!pid) {
        close(go[1]);
        use_gpu(0);
        take_mib(mib);
        CHECK(write(ready[1], "r", 1) == 1);
        _exit(read(go[0], &byte, 1) < 0);
    }
    close(ready[1]);
    close(go[0]);
    CHECK(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    return (struct holder){pid, go[1]};
}

void release(struct holder *holder)
{
    int status;
    close(holder->release);
    waitpid(holder->pid, &status, 0);
    EQUAL(status, 0);
}

struct killed start_killed(void)
{
    return (struct killed){fork()};
}

void kill_after(struct killed child, unsigned microseconds)
{
    usleep(microseconds);
    kill(child.pid, SIGKILL);
    waitpid(child.pid, NULL, 0);
}
