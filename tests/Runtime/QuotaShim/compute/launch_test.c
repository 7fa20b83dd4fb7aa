/* Launches of single kernels under the library, as a program makes them that looks its functions up. */
#include "quota.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define CAPTURE_RELAXED 2
#define COOPERATIVE_TYPES (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **)
#define CONFIG_TYPES (const CUlaunchConfig *, CUfunction, void **, void **)

TEST(Launch_OfEveryKind_CostsItsStartedThousandThreads)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUfunction quick = function("quick");
    CUstream stream = new_stream();
    CUlaunchConfig config = {10, 2, 1, 100, 1, 1, 0, stream, NULL, 0};
    EQUAL(CUDA(cuLaunchKernel, LAUNCH_TYPES, quick, 10, 1, 1, 1024, 1, 1, 0, NULL, NULL, NULL), 0);
    expect_charge(0, 1, 10);
    EQUAL(CUDA(cuLaunchKernel_ptsz, LAUNCH_TYPES, quick, 3, 2, 1, 16, 16, 1, 0, stream, NULL, NULL), 0);
    expect_charge(0, 1, 2);
    EQUAL(CUDA(cuLaunchKernelEx, CONFIG_TYPES, &config, quick, NULL, NULL), 0);
    EQUAL(CUDA(cuLaunchKernelEx_ptsz, CONFIG_TYPES, &config, quick, NULL, NULL), 0);
    expect_charge(0, 2, 4);
    EQUAL(CUDA(cuLaunchCooperativeKernel, COOPERATIVE_TYPES, quick, 1, 1, 1, 1, 1, 1, 0, stream, NULL), 0);
    EQUAL(CUDA(cuLaunchCooperativeKernel_ptsz, COOPERATIVE_TYPES, quick, 4, 1, 1, 256, 1, 1, 0, stream, NULL), 0);
    expect_charge(0, 2, 2);
}

TEST(Launch_OfTheOldKinds_CostsByTheFunctionsBlockShape)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUfunction quick = function("quick");
    EQUAL(CUDA(cuFuncSetBlockShape, (CUfunction, int, int, int), quick, 16, 8, 4), 0);
    EQUAL(CUDA(cuLaunch, (CUfunction), quick), 0);
    expect_charge(0, 1, 1);
    EQUAL(CUDA(cuLaunchGrid, (CUfunction, int, int), quick, 5, 2), 0);
    EQUAL(CUDA(cuLaunchGridAsync, (CUfunction, int, int, CUstream), quick, 4, 1, new_stream()), 0);
    expect_charge(0, 2, 5 + 2);
    CHECK(CUDA(cuLaunchGrid, (CUfunction, int, int), function("other"), 3, 1) != 0);
    expect_charge(0, 1, 3); /* of the largest blocks, where nobody knows */
}

TEST(Launch_ByGetProcAddress_CostsTheSame)
{
    CUresult (*launch) LAUNCH_TYPES = NULL;
    int status;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuLaunchKernel", (void **)&launch, 12000, 0, &status), 0);
    EQUAL(launch(function("quick"), 8, 1, 1, 512, 1, 1, 0, NULL, NULL, NULL), 0);
    expect_charge(0, 1, 4);
}

TEST(Launch_AbsurdlyLarge_CountsNoMoreThanPossible)
{
    use_governed("h200", 1, 0);
    CHECK(CUDA(cuLaunchKernel, LAUNCH_TYPES, function("quick"), -1u, -1u, -1u, -1u, -1u, -1u, 0, NULL, NULL, NULL) != 0);
    expect_charge(0, 1, 1ull << 40);
}

TEST(Launch_OnSeveralGpus_EachPaysItsOwn)
{
    CUDA_LAUNCH_PARAMS both[2];
    use_governed("h200:3", 2, CQ_LIMIT_COMPUTE);
    both[0] = (CUDA_LAUNCH_PARAMS){function("quick"), 2, 1, 1, 1024, 1, 1, 0, new_stream(), NULL};
    use_gpu(1);
    EQUAL(LAUNCH_ONE(NULL, 7), 0);
    expect_charge(0, 0, 0);
    expect_charge(1, 1, 7);
    both[1] = (CUDA_LAUNCH_PARAMS){function("quick"), 3, 1, 1, 1024, 1, 1, 0, new_stream(), NULL};
    EQUAL(CUDA(cuLaunchCooperativeKernelMultiDevice, (CUDA_LAUNCH_PARAMS *, unsigned, unsigned), both, 2, 0), 0);
    expect_charge(0, 1, 2);
    expect_charge(1, 1, 3);
    use_gpu(2); /* not governed */
    EQUAL(LAUNCH_ONE(NULL, 7), 0);
    expect_charge(0, 0, 0);
    expect_charge(1, 0, 0);
}

TEST(Launch_IntoACapture_CostsNothing)
{
    CUgraph graph;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUstream captured = new_stream(), other = new_stream();
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), captured, CAPTURE_RELAXED), 0);
    EQUAL(LAUNCH_ONE(captured, 5), 0);
    expect_charge(0, 0, 0);
    EQUAL(LAUNCH_ONE(other, 5), 0);
    expect_charge(0, 1, 5);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), captured, &graph), 0);
    EQUAL(LAUNCH_ONE(captured, 5), 0);
    expect_charge(0, 1, 5);
}

/* What fails to begin or to end leaves the others as they are. */
TEST(Launch_CapturesThatFail_ChangeNothingForOthers)
{
    CUgraph graph;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUstream captured = new_stream(), other = new_stream();
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), captured, CAPTURE_RELAXED), 0);
    CHECK(CUDA(cuStreamBeginCapture_v2, (CUstream, int), captured, CAPTURE_RELAXED) != 0);
    CHECK(CUDA(cuStreamBeginCapture_v2, (CUstream, int), NULL, CAPTURE_RELAXED) != 0);
    CHECK(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), other, &graph) != 0);
    EQUAL(LAUNCH_ONE(captured, 5), 0);
    expect_charge(0, 0, 0);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), captured, &graph), 0);
    EQUAL(LAUNCH_ONE(captured, 5), 0);
    expect_charge(0, 1, 5);
}

TEST(Launch_OverTheRate_Waits)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    limits->gpu[0].unit_ps = 20000000000; /* 20 ms */
    while (!counters->bucket[0].throttled_ns)
        EQUAL(LAUNCH_ONE(NULL, 1), 0);
    EQUAL(counters->bucket[0].waiting, 0);
}

TEST(Launch_NotLimited_IsOnlyCounted)
{
    use_governed("h200", 1, CQ_LIMIT_MEMORY);
    limits->gpu[0].unit_ps = 20000000000;
    for (int i = 0; i < 100; i++)
        EQUAL(LAUNCH_ONE(NULL, 1), 0);
    EQUAL(counters->bucket[0].throttled_ns, 0);
    expect_charge(0, 100, 100);
}

TEST(Launch_InAForkedChild_IsRefusedAndHarmsNobody)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUfunction quick = function("quick");
    EQUAL(LAUNCH_ONE(NULL, 1), 0);
    if (!child_of_test()) {
        CUDA(cuLaunchKernel, LAUNCH_TYPES, quick, 1, 1, 1, 1024, 1, 1, 0, NULL, NULL, NULL);
        _exit(0);
    }
    children_end_well(1);
    EQUAL(LAUNCH_ONE(NULL, 1), 0);
    CHECK(counters->bucket[0].launches <= 3);
}

static void charge_twenty_seconds(struct cq_bucket *bucket)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    bucket->filled_ns = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
    bucket->level_ns = -20000000000;
}

static void launch_slow(void)
{
    use_gpu(0);
    for (int i = 0; i < 20; i++)
        EQUAL(LAUNCH_ONE(NULL, 1), 0);
    _exit(0);
}

/* The processes of a container meet in one bucket, and one that is killed while it waits leaves it to the others. */
TEST(Launch_FromSeveralProcesses_SharesTheBucket)
{
    govern("h200", 1, CQ_LIMIT_COMPUTE);
    struct cq_bucket *bucket = &counters->bucket[0];
    limits->gpu[0].unit_ps = 2000000000;
    charge_twenty_seconds(bucket);
    pid_t victim = child_of_test();
    if (!victim)
        launch_slow();
    EVENTUALLY(__atomic_load_n(&bucket->waiting, __ATOMIC_SEQ_CST) == 1);
    kill(victim, SIGKILL);
    CHECK(waitpid(victim, NULL, 0) == victim);
    __atomic_store_n(&limits->gpu[0].correction_ns, 30000000000, __ATOMIC_SEQ_CST);
    for (int i = 0; i < 4; i++)
        if (!child_of_test())
            launch_slow();
    children_end_well(4);
    expect_charge(0, 81, 81);
    CHECK(bucket->throttled_ns > 0);
    EQUAL(bucket->waiting, 0);
}

int main(int count, char **arguments)
{
    static const struct test tests[] = {
        ENTRY(Launch_OfEveryKind_CostsItsStartedThousandThreads), ENTRY(Launch_OfTheOldKinds_CostsByTheFunctionsBlockShape), ENTRY(Launch_ByGetProcAddress_CostsTheSame),
        ENTRY(Launch_AbsurdlyLarge_CountsNoMoreThanPossible), ENTRY(Launch_OnSeveralGpus_EachPaysItsOwn), ENTRY(Launch_IntoACapture_CostsNothing),
        ENTRY(Launch_CapturesThatFail_ChangeNothingForOthers), ENTRY(Launch_OverTheRate_Waits), ENTRY(Launch_NotLimited_IsOnlyCounted),
        ENTRY(Launch_InAForkedChild_IsRefusedAndHarmsNobody), ENTRY(Launch_FromSeveralProcesses_SharesTheBucket),
    };
    (void)count;
    return run_tests(tests, sizeof tests / sizeof *tests, arguments);
}
