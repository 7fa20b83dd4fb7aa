#include "check.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>

const char *root(void)
{
    return getenv("QUOTA_TEST_ROOT");
}

const char *out(void)
{
    return getenv("QUOTA_TEST_OUT");
}

static void simctl(const char *words)
{
    char line[2048];
    snprintf(line, sizeof line, "env -u LD_PRELOAD '%s/bin/coaster-simctl' %s", out(), words);
    EQUAL(system(line), 0);
}

void make_gpus(void)
{
    char words[1024];
    snprintf(words, sizeof words, "create '%s/../state' '%s/share/profiles' h200:2", root(), out());
    simctl(words);
    snprintf(words, sizeof words, "caps '%s/../state' '%s'", root(), root());
    simctl(words);
}

static void *map_file(const char *path, size_t size)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    CHECK(fd >= 0 && !ftruncate(fd, (off_t)size));
    void *made = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(made != MAP_FAILED);
    close(fd);
    return made;
}

struct cq_limits *limits(void)
{
    static struct cq_limits *mapped;
    return mapped ? mapped : (mapped = map_file(CQ_LIMITS_PATH, sizeof *mapped));
}

struct cq_counters *counters(void)
{
    static struct cq_counters *mapped;
    return mapped ? mapped : (mapped = map_file(CQ_COUNTERS_PATH, sizeof *mapped));
}

struct cq_limits *make_region(uint64_t limit)
{
    struct cq_limits *made = limits();
    struct cq_counters *empty = counters();
    *empty = (struct cq_counters){.magic = CQ_COUNTERS_MAGIC, .version = CQ_VERSION, .slots = CQ_SLOTS, .size = sizeof *empty};
    *made = (struct cq_limits){.magic = CQ_LIMITS_MAGIC, .version = CQ_VERSION, .gpus = 1, .size = sizeof *made, .flags = CQ_MANAGED_IN_FULL};
    made->gpu[0] = (struct cq_gpu_limits){.flags = CQ_LIMIT_MEMORY, .memory_bytes = limit, .granule_bytes = GRANULE, .context_bytes = CONTEXT};
    EQUAL(DRIVER_NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), nvml_device(0), made->gpu[0].uuid, 48), 0);
    return made;
}

uint64_t used_in_all(void)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < CQ_SLOTS; i++)
        sum += counters()->slot[i].used[0];
    return sum;
}

void measure(void)
{
    nvmlProcessInfo_t list[64];
    unsigned count = 64;
    EQUAL(DRIVER_NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), nvml_device(0), &count, list), 0);
    for (unsigned i = 0; i < CQ_SLOTS; i++)
        for (unsigned one = 0; one < count; one++) {
            struct cq_slot *slot = &counters()->slot[i];
            struct cq_measured *found = &limits()->measured[i];
            if (!slot->generation || slot->pid != list[one].pid)
                continue;
            __atomic_store_n(&found->generation, 0, __ATOMIC_SEQ_CST);
            found->estimated[0] = slot->estimated[0];
            found->extra_bytes[0] = list[one].usedGpuMemory > slot->used[0] ? list[one].usedGpuMemory - slot->used[0] : 0;
            __atomic_store_n(&found->generation, slot->generation, __ATOMIC_SEQ_CST);
        }
    __atomic_add_fetch(&limits()->heartbeat, 1, __ATOMIC_SEQ_CST);
}

const char *library_path(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/usr/lib/%s/%s", root(), getenv("QUOTA_TEST_TRIPLET"), name);
    return path;
}

void *cuda_library(void)
{
    static void *library;
    if (!library)
        library = dlopen(library_path("libcuda.so.1"), RTLD_NOW);
    CHECK(library);
    return library;
}

void *nvml_library(void)
{
    static void *library;
    if (!library)
        library = dlopen(library_path("libnvidia-ml.so.1"), RTLD_NOW);
    CHECK(library);
    return library;
}

void *function_of(void *library, const char *name)
{
    void *found = dlsym(library, name);
    if (!found)
        printf("  no %s\n", name);
    CHECK(found);
    return found;
}

void *driver_function(void *library, const char *name)
{
    static void *(*unhooked)(void *, const char *);
    if (!unhooked)
        unhooked = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", DLSYM_VERSION);
    CHECK(unhooked);
    return unhooked(library, name);
}

nvmlDevice_t nvml_device(unsigned index)
{
    nvmlDevice_t device = NULL;
    EQUAL(DRIVER_NVML(nvmlInit_v2, (void)), 0);
    EQUAL(DRIVER_NVML(nvmlDeviceGetHandleByIndex_v2, (unsigned, nvmlDevice_t *), index, &device), 0);
    return device;
}

uint64_t driver_used(void)
{
    nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)};
    EQUAL(DRIVER_NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), nvml_device(0), &memory), 0);
    return memory.used;
}

void use_gpu(CUdevice ordinal)
{
    CUcontext context;
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, ordinal), 0);
    EQUAL(CUDA(cuCtxSetCurrent, (CUcontext), context), 0);
}

CUdeviceptr take(size_t bytes)
{
    CUdeviceptr at = 0;
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, bytes), 0);
    return at;
}

void give(CUdeviceptr at)
{
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), at), 0);
}

pid_t start(const char *role, const char *argument)
{
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        execl("/proc/self/exe", "quota_test", "--role", role, argument, (char *)NULL);
        _exit(127);
    }
    CHECK(pid > 0);
    return pid;
}

int finish(pid_t pid)
{
    int status;
    CHECK(waitpid(pid, &status, 0) == pid);
    return status;
}
