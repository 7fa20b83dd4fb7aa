#include "check.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define UNLIMITED (~0ull)

static char group[256];

static void remove_group(void)
{
    rmdir(group);
}

/* A cgroup of the test's own in a hierarchy that this machine lets it use. */
static void make_group(void)
{
    static const char *const hierarchies[] = {"/sys/fs/cgroup/unified", "/sys/fs/cgroup/freezer", "/sys/fs/cgroup"};
    for (size_t i = 0; i < sizeof hierarchies / sizeof *hierarchies; i++) {
        snprintf(group, sizeof group, "%s/coaster-sim-test-%d", hierarchies[i], (int)getpid());
        if (!mkdir(group, 0755))
            return;
    }
    _exit(SKIPPED);
}

static void enter_group(void)
{
    char path[300], pid[16];
    snprintf(path, sizeof path, "%s/cgroup.procs", group);
    int fd = open(path, O_WRONLY | O_CLOEXEC), length = snprintf(pid, sizeof pid, "%d", (int)getpid());
    CHECK(fd >= 0 && write(fd, pid, (size_t)length) == length);
    close(fd);
}

static nvmlReturn_t set_limit(unsigned long long soft, unsigned long long hard)
{
    nvmlSetMemoryLimits_v1_t limits = {group, soft, hard};
    return NVML(nvmlDeviceSetMemoryLimits_v1, (nvmlDevice_t, const nvmlSetMemoryLimits_v1_t *), device_at(0), &limits);
}

static nvmlGetMemoryLimits_v1_t get_limit(void)
{
    nvmlGetMemoryLimits_v1_t limits = {.nameSpace = group};
    EQUAL(NVML(nvmlDeviceGetMemoryLimits_v1, (nvmlDevice_t, nvmlGetMemoryLimits_v1_t *), device_at(0), &limits), 0);
    return limits;
}

/* Runs the function in a child inside the cgroup; the child must be well when it ends. */
static void in_group(void (*run)(void))
{
    int status;
    pid_t pid = fork();
    if (!pid) {
        enter_group();
        run();
        _exit(0);
    }
    waitpid(pid, &status, 0);
    EQUAL(status, 0);
}

static void fill_to_limit(void)
{
    CUdeviceptr at;
    size_t available, total;
    nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)};
    use_gpu(0);
    EQUAL(CUDA(cuMemGetInfo_v2, (size_t *, size_t *), &available, &total), 0);
    EQUAL(total / MIB, 2000);
    EQUAL(available / MIB, 2000 - H200_CONTEXT_MIB);
    EQUAL(NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), device_at(0), &memory), 0);
    EQUAL(memory.total / MIB, 2000);
    EQUAL(memory.used / MIB, H200_CONTEXT_MIB);
    take_mib(1400);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 92 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    take_mib(90);
    EQUAL(get_limit().currentUsed / MIB, 2000);
}

TEST(Limit_OfACgroup_HoldsAndShows)
{
    NEEDS_ROOT();
    make_newer_gpus("h200");
    make_group();
    atexit(remove_group);
    EQUAL(set_limit(0, 2000 * MIB), 0);
    in_group(fill_to_limit);
    nvmlGetMemoryLimits_v1_t limits = get_limit();
    EQUAL(limits.hardLimit / MIB, 2000);
    EQUAL(limits.currentUsed, 0);
    use_gpu(0);
    take_mib(5000);
    EQUAL(get_limit().currentUsed, 0);
    remove_group();
}

static void fill_beyond(void)
{
    use_gpu(0);
    take_mib(3000);
}

TEST(Limit_Cleared_HoldsNoMore)
{
    NEEDS_ROOT();
    make_newer_gpus("h200");
    make_group();
    EQUAL(set_limit(100 * MIB, 2000 * MIB), 0);
    EQUAL(set_limit(0, UNLIMITED), 0);
    CHECK(get_limit().hardLimit == UNLIMITED);
    in_group(fill_beyond);
    EQUAL(set_limit(10, 5), NVML_ERROR_INVALID_ARGUMENT);
    remove_group();
    EQUAL(set_limit(0, 2000 * MIB), NVML_ERROR_INVALID_ARGUMENT);
}

/* As in a container with a cgroup namespace: the hierarchy is mounted from inside, and its root is the cgroup. */
static void fill_in_namespace(void)
{
    char point[256];
    bool unified = strstr(group, "/unified/") != NULL;
    snprintf(point, sizeof point, "%s", unified ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup/freezer");
    if (unshare(CLONE_NEWNS | CLONE_NEWCGROUP) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
        return; /* not permitted here */
    if (mount("none", point, unified ? "cgroup2" : "cgroup", 0, unified ? NULL : "freezer"))
        return;
    CUdeviceptr at;
    use_gpu(0);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 1492 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    take_mib(1490);
}

TEST(Limit_InACgroupNamespace_HoldsToo)
{
    NEEDS_ROOT();
    make_newer_gpus("h200");
    make_group();
    EQUAL(set_limit(0, 2000 * MIB), 0);
    in_group(fill_in_namespace);
    remove_group();
}

TEST(Limit_OfTheOlderDriver_HasNoFunction)
{
    make_gpus("h200", false);
    char path[1024];
    snprintf(path, sizeof path, "%s/usr/lib/%s/libnvidia-ml.so.1", root(), getenv("SIM_TEST_TRIPLET"));
    void *library = dlopen(path, RTLD_NOW);
    CHECK(library && dlsym(library, "nvmlInit_v2") && !dlsym(library, "nvmlDeviceSetMemoryLimits_v1"));
}

/* Removing the cgroup clears its limits: another of the same name has none. */
TEST(Limit_OfARemovedCgroup_IsForgotten)
{
    NEEDS_ROOT();
    make_newer_gpus("h200");
    make_group();
    atexit(remove_group);
    EQUAL(set_limit(0, 2000 * MIB), 0);
    remove_group();
    EQUAL(set_limit(0, UNLIMITED), NVML_ERROR_INVALID_ARGUMENT);
    EQUAL(mkdir(group, 0755), 0);
    in_group(fill_beyond);
    CHECK(get_limit().hardLimit == UNLIMITED);
    remove_group();
}

const struct test limit_tests[] = {
    ENTRY(Limit_OfACgroup_HoldsAndShows), ENTRY(Limit_Cleared_HoldsNoMore), ENTRY(Limit_InACgroupNamespace_HoldsToo),
    ENTRY(Limit_OfARemovedCgroup_IsForgotten),
    ENTRY(Limit_OfTheOlderDriver_HasNoFunction), {NULL, NULL},
};
