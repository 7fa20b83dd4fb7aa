#include "check.h"

#define LIMIT (1024 * MIB)

uint64_t fill(const struct path *path, uint64_t limit)
{
    uint64_t taken = 0, handle;
    for (size_t bytes = 64 * MIB; bytes >= path->smallest && bytes >= 4096; bytes /= 2)
        while (path->take(bytes, &handle) == CUDA_SUCCESS) {
            uint64_t used = driver_used();
            if (used > limit)
                printf("  %s: the driver has given %llu, %llu more than the limit\n", path->name, (unsigned long long)used, (unsigned long long)(used - limit));
            CHECK(used <= limit);
            taken += bytes;
        }
    return taken;
}

static void fills_to_the_limit(const struct path *path)
{
    make_region(LIMIT);
    use_gpu(0);
    measure();
    CHECK(fill(path, LIMIT) > 400 * MIB);
    uint64_t left = LIMIT - driver_used();
    if (left > GRANULE)
        printf("  %s leaves %llu bytes\n", path->name, (unsigned long long)left);
    CHECK(left <= GRANULE);
}

static int fill_alone(const char *name)
{
    fills_to_the_limit(path_named(name));
    return 0;
}

TEST(Fill_EachPathAlone_StopsWithinOneGranule)
{
    int failed = 0;
    make_gpus();
    for (const struct path *path = paths; path->name; path++)
        if (finish(start("fill_alone", path->name))) {
            printf("  path %s failed\n", path->name);
            failed++;
        }
    EQUAL(failed, 0);
}

/* Ready, fills, says so by a byte, waits for the others: what all hold at once is what counts. */
static int fill_together(const char *name)
{
    char byte = 'r';
    use_gpu(0);
    CHECK(write(4, &byte, 1) == 1 && read(3, &byte, 1) == 1);
    fill(path_named(name), 5120 * MIB);
    CHECK(write(4, &byte, 1) == 1 && read(3, &byte, 1) == 0);
    return 0;
}

#define TOGETHER 8
static bool fill_with_others(const char *name)
{
    int go[2], done[2], failed = 0;
    char byte = 'g';
    pid_t pid[TOGETHER];
    make_region(5120 * MIB);
    CHECK(!pipe(go) && !pipe(done));
    for (int i = 0; i < TOGETHER; i++)
        if (!(pid[i] = fork())) {
            dup2(go[0], 13);
            dup2(done[1], 14);
            dup2(13, 3);
            dup2(14, 4);
            for (int fd = 5; fd < 64; fd++)
                close(fd);
            execl("/proc/self/exe", "quota_test", "--role", "fill_together", name, (char *)NULL);
            _exit(127);
        }
    close(go[0]);
    close(done[1]);
    bool all = true;
    for (int i = 0; i < TOGETHER; i++)
        all &= read(done[0], &byte, 1) == 1;
    for (int i = 0; i < TOGETHER; i++)
        all &= write(go[1], &byte, 1) == 1;
    for (int i = 0; i < TOGETHER; i++)
        all &= read(done[0], &byte, 1) == 1;
    uint64_t used = driver_used();
    close(go[1]);
    close(done[0]);
    for (int i = 0; i < TOGETHER; i++)
        failed += finish(pid[i]) != 0;
    if (used > 5120 * MIB || 5120 * MIB - used > GRANULE)
        printf("  %s: the driver has given %llu of %llu bytes\n", name, (unsigned long long)used, 5120ull * MIB);
    return all && !failed && used <= 5120 * MIB && 5120 * MIB - used <= GRANULE;
}

TEST(Fill_EachPathByEightProcesses_StopsWithinOneGranule)
{
    int failed = 0;
    make_gpus();
    for (const struct path *path = paths; path->name; path++)
        failed += !fill_with_others(path->name);
    EQUAL(failed, 0);
}

const struct test fill_tests[] = {ENTRY(Fill_EachPathAlone_StopsWithinOneGranule), ENTRY(Fill_EachPathByEightProcesses_StopsWithinOneGranule), {NULL, NULL}};
const struct role fill_roles[] = {{"fill_alone", fill_alone}, {"fill_together", fill_together}, {NULL, NULL}};
