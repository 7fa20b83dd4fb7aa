#include "check.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

TEST(Limits_Absent_NothingIsGoverned)
{
    make_gpus();
    use_gpu(0);
    take(2000 * MIB);
    EQUAL(access(CQ_COUNTERS_PATH, F_OK), -1);
}

/* cuInit fails, and says why in one line. */
static void refuses(void)
{
    int ends[2];
    char text[512] = "";
    CHECK(!pipe(ends));
    pid_t pid = fork();
    if (!pid) {
        dup2(ends[1], STDERR_FILENO);
        EQUAL(CUDA(cuInit, (unsigned), 0), CUDA_ERROR_SYSTEM_DRIVER_MISMATCH);
        EQUAL(CUDA(cuInit, (unsigned), 0), CUDA_ERROR_SYSTEM_DRIVER_MISMATCH);
        _exit(0);
    }
    close(ends[1]);
    EQUAL(finish(pid), 0);
    CHECK(read(ends[0], text, sizeof text - 1) > 0);
    CHECK(!strncmp(text, "coaster: ", 9) && strchr(text, '\n') == text + strlen(text) - 1);
    close(ends[0]);
}

TEST(Limits_OfAnotherVersion_AreRefused)
{
    make_gpus();
    make_region(1024 * MIB)->version = CQ_VERSION + 1;
    refuses();
    limits()->version = CQ_VERSION;
    limits()->magic++;
    refuses();
    limits()->magic--;
    limits()->size = 100;
    refuses();
    limits()->size = sizeof(struct cq_limits);
    counters()->version = CQ_VERSION - 1;
    refuses();
    counters()->version = CQ_VERSION;
    use_gpu(0);
}

TEST(Files_CutShortOrEmpty_AreRefused)
{
    make_gpus();
    make_region(1024 * MIB);
    CHECK(!truncate(CQ_COUNTERS_PATH, 4096));
    refuses();
    CHECK(!truncate(CQ_COUNTERS_PATH, 0));
    refuses();
    CHECK(!unlink(CQ_COUNTERS_PATH));
    refuses();
    CHECK(!truncate(CQ_LIMITS_PATH, 0));
    refuses();
    CHECK(!unlink(CQ_LIMITS_PATH) && !mkfifo(CQ_LIMITS_PATH, 0666));
    refuses();
    CHECK(!unlink(CQ_LIMITS_PATH) && !mkdir(CQ_LIMITS_PATH, 0777));
    refuses();
    CHECK(!rmdir(CQ_LIMITS_PATH));
}

/* As it is in a container: nobody in it can write the limits, root or not. */
TEST(Limits_MountedReadOnly_HoldAndCannotBeWritten)
{
    make_gpus();
    make_region(1024 * MIB);
    CHECK(!mount(CQ_LIMITS_PATH, CQ_LIMITS_PATH, "", MS_BIND, NULL));
    CHECK(!mount("", CQ_LIMITS_PATH, "", MS_REMOUNT | MS_BIND | MS_RDONLY, NULL));
    EQUAL(open(CQ_LIMITS_PATH, O_RDWR), -1);
    use_gpu(0);
    fill(path_named("linear"), 1024 * MIB);
    EQUAL(driver_used(), 1024 * MIB);
    CHECK(!umount2(CQ_LIMITS_PATH, MNT_DETACH));
}

/* Whoever spoils the counters harms the container alone: no crash, no endless wait. */
TEST(Counters_SpoiledWhileRunning_NeitherCrashNorHang)
{
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    srand(3);
    for (int round = 0; round < 40; round++) {
        CUdeviceptr at;
        unsigned char *bytes = (unsigned char *)counters();
        for (int i = 0; i < 20000; i++)
            bytes[rand() % (int)sizeof(struct cq_counters)] = (unsigned char)rand();
        counters()->highest = round % 2 ? UINT64_MAX : 5;
        if (!CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 10 * MIB))
            CUDA(cuMemFree_v2, (CUdeviceptr), at);
        CUDA(cuMemGetInfo_v2, (size_t *, size_t *), &(size_t){0}, &(size_t){0});
    }
}

TEST(Counters_FullOfNonsense_CountAsFull)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    counters()->highest = 2;
    /* Somebody lives there, as far as the lock says. */
    int fd = open(CQ_COUNTERS_PATH, O_RDWR | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CQ_LOCK_SLOTS + 1, .l_len = 1};
    CHECK(!fcntl(fd, F_OFD_SETLK, &lock));
    counters()->slot[1].used[0] = UINT64_MAX - 5;
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 2 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    close(fd);
    /* The dead are freed, whatever they said. */
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 2 * MIB), 0);
    EQUAL(counters()->slot[1].used[0], 0);
}

/* The turn is taken by somebody who never gives it back: what fits is had all the same, the rest ends in a refusal. */
TEST(Turn_HeldForever_EndsInARefusal)
{
    CUdeviceptr at;
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    int fd = open(CQ_COUNTERS_PATH, O_RDWR | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CQ_LOCK_TURN, .l_len = 1};
    CHECK(!fcntl(fd, F_OFD_SETLK, &lock));
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 2 * MIB), 0);
    EQUAL(CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &at, 2048 * MIB), CUDA_ERROR_OUT_OF_MEMORY);
    close(fd);
    EQUAL(counters()->slot[0].operations & CQ_UNDER_WAY, 0);
}

/* Somebody holds all slots: the process runs, but gets no context. */
TEST(Slots_AllTaken_RefuseTheContext)
{
    CUcontext context;
    char text[512] = "";
    int ends[2], fd;
    make_gpus();
    make_region(4096 * MIB);
    fd = open(CQ_COUNTERS_PATH, O_RDWR | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CQ_LOCK_SLOTS, .l_len = CQ_SLOTS};
    CHECK(fd >= 0 && !fcntl(fd, F_OFD_SETLK, &lock) && !pipe(ends));
    int before = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    EQUAL(CUDA(cuInit, (unsigned), 0), 0);
    EQUAL(CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0), CUDA_ERROR_OUT_OF_MEMORY);
    dup2(before, STDERR_FILENO);
    CHECK(read(ends[0], text, sizeof text - 1) > 0);
    CHECK(!strncmp(text, "coaster: ", 9) && strchr(text, '\n') == text + strlen(text) - 1);
    EQUAL(driver_used(), 0);
    close(fd);
    use_gpu(0);
}

/* A gate that its keeper left shut is opened by the next one. */
TEST(Gate_LeftShut_IsOpenedByTheNext)
{
    make_gpus();
    make_region(1024 * MIB);
    use_gpu(0);
    counters()->gate = 1;
    give(take(2 * MIB));
    EQUAL(counters()->gate, 0);
}

const struct test region_tests[] = {
    ENTRY(Limits_Absent_NothingIsGoverned), ENTRY(Limits_OfAnotherVersion_AreRefused), ENTRY(Files_CutShortOrEmpty_AreRefused),
    ENTRY(Limits_MountedReadOnly_HoldAndCannotBeWritten), ENTRY(Counters_SpoiledWhileRunning_NeitherCrashNorHang),
    ENTRY(Counters_FullOfNonsense_CountAsFull), ENTRY(Turn_HeldForever_EndsInARefusal), ENTRY(Slots_AllTaken_RefuseTheContext), ENTRY(Gate_LeftShut_IsOpenedByTheNext), {NULL, NULL},
};
