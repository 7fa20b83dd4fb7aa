#include "quota.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

struct cq_limits *limits;
struct cq_counters *counters;

static void *shared_file(const char *path, size_t size)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    CHECK(fd >= 0 && !ftruncate(fd, (off_t)size));
    void *made = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(made != MAP_FAILED);
    close(fd);
    return made;
}

void give_quota(const char *const *uuid, unsigned gpus, uint64_t flags)
{
    NEEDS_ROOT();
    CHECK(!unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    CHECK(!mount("quota", "/run", "tmpfs", 0, NULL) && !mkdir(CQ_FOLDER, 0755));
    limits = shared_file(CQ_LIMITS_PATH, sizeof *limits);
    counters = shared_file(CQ_COUNTERS_PATH, sizeof *counters);
    *limits = (struct cq_limits){.magic = CQ_LIMITS_MAGIC, .version = CQ_VERSION, .gpus = gpus, .size = sizeof *limits};
    *counters = (struct cq_counters){.magic = CQ_COUNTERS_MAGIC, .version = CQ_VERSION, .slots = CQ_SLOTS, .size = sizeof *counters};
    for (unsigned i = 0; i < gpus; i++) {
        limits->gpu[i] = (struct cq_gpu_limits){.flags = flags, .memory_bytes = 65536 * MIB, .granule_bytes = 2 * MIB, .rate_ppm = 1000000,
                                                .burst_ns = 50000000, .unit_ps = 1000};
        snprintf(limits->gpu[i].uuid, sizeof limits->gpu[i].uuid, "%s", uuid[i]);
    }
}

/* Asked by another process: this one must not have met the driver before it has its quota. */
static void read_uuids(char (*uuid)[96], unsigned gpus)
{
    int pipes[2];
    CHECK(!pipe2(pipes, O_CLOEXEC));
    if (!child_of_test()) {
        for (unsigned i = 0; i < gpus; i++)
            EQUAL(NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), device_at(i), uuid[i], sizeof *uuid), 0);
        CHECK(write(pipes[1], uuid, gpus * sizeof *uuid) == (ssize_t)(gpus * sizeof *uuid));
        _exit(0);
    }
    CHECK(read(pipes[0], uuid, gpus * sizeof *uuid) == (ssize_t)(gpus * sizeof *uuid));
    children_end_well(1);
    close(pipes[0]);
    close(pipes[1]);
}

void govern(const char *spec, unsigned gpus, uint64_t flags)
{
    char uuid[CQ_GPUS][96];
    const char *names[CQ_GPUS];
    NEEDS_ROOT();
    make_gpus(spec, false);
    read_uuids(uuid, gpus);
    for (unsigned i = 0; i < gpus; i++)
        names[i] = uuid[i];
    give_quota(names, gpus, flags);
}

void use_governed(const char *spec, unsigned gpus, uint64_t flags)
{
    govern(spec, gpus, flags);
    use_gpu(0);
}

CUfunction function(const char *name)
{
    static CUmodule module;
    CUfunction found;
    if (!module)
        EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, "image"), 0);
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &found, module, name), 0);
    return found;
}

CUstream new_stream(void)
{
    CUstream stream;
    EQUAL(CUDA(cuStreamCreate, (CUstream *, unsigned), &stream, 1), 0);
    return stream;
}

void expect_charge(unsigned gpu, uint64_t launches, uint64_t units)
{
    static struct cq_bucket before[CQ_GPUS];
    struct cq_bucket now = counters->bucket[gpu];
    EQUAL(now.launches - before[gpu].launches, launches);
    EQUAL(now.consumed_units - before[gpu].consumed_units, units);
    before[gpu] = now;
}

uint64_t held_bytes(unsigned gpu)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < CQ_SLOTS; i++)
        sum += counters->slot[i].used[gpu] + counters->slot[i].estimated[gpu];
    return sum;
}
