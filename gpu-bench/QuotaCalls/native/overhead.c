/*
 * What the quota library adds to a call: the same call to the driver itself and through the library, in turns, in one process. Prints a line per
 * round and measure, "NAME DIRECT HOOKED" in nanoseconds per call. Started with the library preloaded; needs root's rights, for a /run of its own.
 *
 *     overhead LIBCUDA ROUNDS
 */
#include "../../../src/NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../../src/Runtime/QuotaShim/include/region.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined __x86_64__
#define FIRST_GLIBC "GLIBC_2.2.5"
#else
#define FIRST_GLIBC "GLIBC_2.17"
#endif
#define WARM_UP 20
#define LAUNCHES 900 /* fit into the driver's queue behind a kernel that runs until they are all there */
#define HOLD_US 20000
#define PAIRS 100
#define MIB (1ull << 20)

enum way { DIRECT, HOOKED, WAYS };

typedef CUresult launch_fn(CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **);
typedef CUresult alloc_fn(CUdeviceptr *, size_t);
typedef CUresult free_fn(CUdeviceptr);

struct calls {
    launch_fn *launch;
    alloc_fn *alloc;
    free_fn *free;
};

static void *driver;
static void *(*driver_dlsym)(void *, const char *);
static CUfunction spin;

static void need(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "overhead: cannot measure: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void *direct(const char *name)
{
    void *found = driver_dlsym(driver, name);
    need(found != NULL, name);
    return found;
}

static void *hooked(const char *name)
{
    void *found = dlsym(driver, name);
    need(found && found != direct(name), "the quota library is not preloaded");
    return found;
}

static void *shared_file(const char *path, size_t size)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    need(fd >= 0 && !ftruncate(fd, (off_t)size), path);
    void *made = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    need(made != MAP_FAILED, path);
    close(fd);
    return made;
}

static void write_uuid(char *text, const unsigned char *bytes)
{
    text += sprintf(text, "GPU-");
    for (int i = 0; i < 16; i++)
        text += sprintf(text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
}

/* A share whose limits are on, and are never reached: what is measured is what every call pays. */
static void make_region(const CUuuid *uuid)
{
    need(!unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) && !mount("quota", "/run", "tmpfs", 0, NULL), "a /run of its own");
    need(!mkdir(CQ_FOLDER, 0755), CQ_FOLDER);
    struct cq_limits *limits = shared_file(CQ_LIMITS_PATH, sizeof *limits);
    struct cq_counters *counters = shared_file(CQ_COUNTERS_PATH, sizeof *counters);
    *counters = (struct cq_counters){.magic = CQ_COUNTERS_MAGIC, .version = CQ_VERSION, .slots = CQ_SLOTS, .size = sizeof *counters};
    *limits = (struct cq_limits){.magic = CQ_LIMITS_MAGIC, .version = CQ_VERSION, .gpus = 1, .size = sizeof *limits};
    limits->gpu[0] = (struct cq_gpu_limits){.flags = CQ_LIMIT_MEMORY | CQ_LIMIT_COMPUTE, .memory_bytes = 16384 * MIB, .granule_bytes = 2 * MIB,
                                            .context_bytes = 600 * MIB, .rate_ppm = 1000000, .burst_ns = 50000000, .unit_ps = 10000};
    write_uuid(limits->gpu[0].uuid, uuid->bytes);
}

static void use_gpu(void)
{
    CUcontext context;
    CUmodule module;
    CUuuid uuid;
    need(!((CUresult(*)(unsigned))direct("cuInit"))(0), "cuInit");
    need(!((CUresult(*)(CUuuid *, CUdevice))direct("cuDeviceGetUuid"))(&uuid, 0), "cuDeviceGetUuid");
    make_region(&uuid);
    need(!((CUresult(*)(unsigned))hooked("cuInit"))(0), "cuInit");
    need(!((CUresult(*)(CUcontext *, CUdevice))dlsym(driver, "cuDevicePrimaryCtxRetain"))(&context, 0), "cuDevicePrimaryCtxRetain");
    need(!((CUresult(*)(CUcontext))direct("cuCtxSetCurrent"))(context), "cuCtxSetCurrent");
    need(!((CUresult(*)(CUmodule *, const void *))direct("cuModuleLoadData"))(&module, "image"), "cuModuleLoadData");
    need(!((CUresult(*)(CUfunction *, CUmodule, const char *))direct("cuModuleGetFunction"))(&spin, module, "spin_us"), "cuModuleGetFunction");
}

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static double time_launches(const struct calls *calls)
{
    unsigned hold = HOLD_US, none = 0;
    void *long_one[] = {&hold}, *short_one[] = {&none};
    CUresult result = ((launch_fn *)direct("cuLaunchKernel"))(spin, 1, 1, 1, 1, 1, 1, 0, NULL, long_one, NULL);
    double start = now_ns();
    for (int i = 0; i < LAUNCHES; i++)
        result |= calls->launch(spin, 4, 1, 1, 256, 1, 1, 0, NULL, short_one, NULL);
    double took = now_ns() - start;
    need(!result, "cuLaunchKernel");
    need(!((CUresult(*)(void))direct("cuCtxSynchronize"))(), "cuCtxSynchronize");
    return took / LAUNCHES;
}

static double time_pair(const struct calls *calls)
{
    CUdeviceptr at;
    double start = now_ns();
    CUresult result = calls->alloc(&at, 4 * MIB) | calls->free(at);
    double took = now_ns() - start;
    need(!result, "cuMemAlloc");
    return took;
}

static int order(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

/* One by one, because what the kernel does for them changes from moment to moment. */
static void measure_pairs(const struct calls *calls, double took[WAYS])
{
    static double each[WAYS][PAIRS];
    for (unsigned i = 0; i < PAIRS * WAYS; i++)
        each[i % WAYS][i / WAYS] = time_pair(&calls[i % WAYS]);
    for (int way = 0; way < WAYS; way++) {
        qsort(each[way], PAIRS, sizeof **each, order);
        took[way] = each[way][PAIRS / 2];
    }
}

static void measure(const struct calls *calls, unsigned round, double launch[WAYS], double pair[WAYS])
{
    for (unsigned i = 0; i < WAYS; i++) {
        unsigned way = (i + round) % WAYS;
        launch[way] = time_launches(&calls[way]);
    }
    measure_pairs(calls, pair);
}

int main(int count, char **arguments)
{
    need(count == 3, "usage: overhead LIBCUDA ROUNDS");
    driver = dlopen(arguments[1], RTLD_NOW);
    need(driver != NULL, arguments[1]);
    *(void **)&driver_dlsym = dlvsym(RTLD_NEXT, "dlsym", FIRST_GLIBC);
    need(driver_dlsym != NULL, "dlsym");
    use_gpu();
    const struct calls calls[WAYS] = {
        [DIRECT] = {(launch_fn *)direct("cuLaunchKernel"), (alloc_fn *)direct("cuMemAlloc_v2"), (free_fn *)direct("cuMemFree_v2")},
        [HOOKED] = {(launch_fn *)hooked("cuLaunchKernel"), (alloc_fn *)hooked("cuMemAlloc_v2"), (free_fn *)hooked("cuMemFree_v2")},
    };
    for (unsigned round = 0; round < WARM_UP + (unsigned)atoi(arguments[2]); round++) {
        double launch[WAYS], pair[WAYS];
        measure(calls, round, launch, pair);
        if (round >= WARM_UP)
            printf("launch %.2f %.2f\npair %.2f %.2f\n", launch[DIRECT], launch[HOOKED], pair[DIRECT], pair[HOOKED]);
    }
    return 0;
}
