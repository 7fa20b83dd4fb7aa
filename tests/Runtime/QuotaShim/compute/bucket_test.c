/* The bucket by itself, in memory that the test's processes share as a container's do. */
#include "check.h"

#include "../../../../src/Runtime/QuotaShim/compute/bucket.h"
#include "../../../../src/Runtime/QuotaShim/shim.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define MS 1000000ll
#define UNIT_PS 1000000000ull /* a unit is a millisecond of the GPU */
#define AGES (60000 * MS)

struct shared {
    struct cq_bucket bucket;
    struct cq_gpu_limits limits;
    _Atomic(uint64_t) count[8];
    _Atomic(int) there;
    _Atomic(bool) stop;
};

static struct shared *shared;
static struct cq_bucket *bucket;
static struct cq_gpu_limits *limits;

static void begin(uint64_t rate_ppm, int64_t burst)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED);
    bucket = &shared->bucket;
    limits = &shared->limits;
    *limits = (struct cq_gpu_limits){.flags = CQ_LIMIT_COMPUTE, .rate_ppm = rate_ppm, .burst_ns = (uint64_t)burst, .unit_ps = UNIT_PS};
    bucket->filled_ns = cq_now_ns();
}

static void charge(uint64_t units)
{
    bucket_charge(bucket, limits, units);
}

static int64_t level(void)
{
    return __atomic_load_n(&bucket->level_ns, __ATOMIC_SEQ_CST);
}

static void set_level(int64_t value)
{
    __atomic_store_n(&bucket->level_ns, value, __ATOMIC_SEQ_CST);
}

static void correct(int64_t amount)
{
    __atomic_fetch_add(&limits->correction_ns, amount, __ATOMIC_SEQ_CST);
}

/* A child that launches once and ends. */
static pid_t launch_elsewhere(uint64_t units)
{
    pid_t child = child_of_test();
    if (!child) {
        charge(units);
        _exit(0);
    }
    return child;
}

TEST(Charge_ComputeNotLimited_OnlyCounts)
{
    begin(10000, 0);
    limits->flags = CQ_LIMIT_MEMORY;
    for (int i = 0; i < 1000; i++)
        charge(1000);
    EQUAL(bucket->consumed_units, 1000000);
    EQUAL(bucket->launches, 1000);
    EQUAL(bucket->level_ns, 0);
    EQUAL(bucket->throttled_ns, 0);
}

TEST(Charge_EnoughInIt_LooksAtNoClock)
{
    begin(500000, 100 * MS);
    set_level(100 * MS);
    bucket->filled_ns = 7;
    for (int i = 0; i < 100; i++)
        charge(1);
    EQUAL(level(), 0);
    EQUAL(bucket->filled_ns, 7);
    EQUAL(bucket->throttled_ns, 0);
}

TEST(Charge_SmallestUnits_AreNotFree)
{
    begin(500000, 100 * MS);
    set_level(100);
    limits->unit_ps = 1;
    charge(1);
    EQUAL(level(), 99);
    charge(1001);
    EQUAL(level(), 97);
}

TEST(Charge_FirstLaunchOfAll_FindsItFull)
{
    begin(500000, 50 * MS);
    bucket->filled_ns = 0;
    charge(60);
    charge(0);
    CHECK(level() <= 50 * MS && level() > -60 * MS);
    EQUAL(bucket->throttled_ns, 0);
}

/* The one that takes too much goes; the next one waits. */
TEST(Charge_MoreThanThereIs_NextOneWaits)
{
    begin(1000000, 50 * MS);
    charge(30);
    EQUAL(bucket->throttled_ns, 0);
    while (!bucket->throttled_ns)
        charge(30);
    EQUAL(bucket->waiting, 0);
}

TEST(Charge_LaunchingAllTheTime_GetsTheRate)
{
    begin(300000, 5 * MS);
    uint64_t start = cq_now_ns();
    for (int i = 0; i < 200; i++)
        charge(1);
    double passed_ms = (double)(cq_now_ns() - start) / MS;
    CHECK(200 <= 0.3 * passed_ms + 5 + 2);
    CHECK(200 >= 0.05 * passed_ms); /* a busy machine loses some */
}

TEST(Charge_RateOfZero_IsOnePercent)
{
    begin(0, 5 * MS);
    uint64_t start = cq_now_ns();
    charge(1);
    charge(0);
    CHECK(cq_now_ns() - start >= 99 * MS);
    CHECK(level() >= 0);
}

/* The processes begin together, however late one of them is started. */
static void launch_until_stopped(int index, int of, uint64_t units)
{
    shared->there++;
    EVENTUALLY(shared->there == of);
    while (!shared->stop) {
        charge(units);
        shared->count[index]++;
    }
    _exit(0);
}

TEST(Charge_EightProcesses_ShareOneRateEvenly)
{
    begin(800000, 5 * MS);
    uint64_t start = cq_now_ns(), least = UINT64_MAX, all = 0;
    for (int i = 0; i < 8; i++)
        if (!child_of_test())
            launch_until_stopped(i, 8, 1);
    EVENTUALLY(__atomic_load_n(&bucket->consumed_units, __ATOMIC_SEQ_CST) >= 800);
    double passed_ms = (double)(cq_now_ns() - start) / MS;
    double charged_ms = (double)__atomic_load_n(&bucket->consumed_units, __ATOMIC_SEQ_CST);
    shared->stop = true;
    children_end_well(8);
    for (int i = 0; i < 8; i++) {
        all += shared->count[i];
        least = shared->count[i] < least ? shared->count[i] : least;
    }
    CHECK(charged_ms <= 0.8 * passed_ms + 5 + 9 + 1);
    CHECK(least * 8 * 4 >= all);
    EQUAL(bucket->waiting, 0);
}

/* Who asks for little goes as often as who asks for much: each waits for what came before. */
TEST(Charge_BigAndSmall_TakeTurns)
{
    begin(1000000, 5 * MS);
    for (int i = 0; i < 2; i++)
        if (!child_of_test())
            launch_until_stopped(i, 2, i ? 20 : 1);
    EVENTUALLY(shared->count[1] >= 20);
    uint64_t small = shared->count[0], big = shared->count[1];
    shared->stop = true;
    children_end_well(2);
    CHECK(small * 3 >= big && small <= big * 3);
}

TEST(Charge_KilledWhileWaiting_HoldsNobodyUp)
{
    begin(10000, 5 * MS);
    set_level(-20000 * MS);
    pid_t child = launch_elsewhere(1);
    EVENTUALLY(__atomic_load_n(&bucket->waiting, __ATOMIC_SEQ_CST) == 1);
    kill(child, SIGKILL);
    CHECK(waitpid(child, NULL, 0) == child);
    correct(AGES);
    charge(1);
    charge(1);
    EQUAL(bucket->waiting, 0);
    CHECK(level() >= 0);
}

TEST(Charge_RateRaisedWhileWaiting_GoesAtOnce)
{
    begin(10000, 5 * MS);
    set_level(-500 * MS); /* fifty seconds: longer than anything waits */
    launch_elsewhere(0);
    EVENTUALLY(__atomic_load_n(&bucket->throttled_ns, __ATOMIC_SEQ_CST) > 0);
    __atomic_store_n(&limits->rate_ppm, 1000000, __ATOMIC_SEQ_CST);
    children_end_well(1);
    CHECK(level() >= 0);
}

TEST(Charge_CorrectedWhileWaiting_GoesAtOnce)
{
    begin(10000, 5 * MS);
    set_level(-20000 * MS);
    launch_elsewhere(0);
    EVENTUALLY(__atomic_load_n(&bucket->throttled_ns, __ATOMIC_SEQ_CST) > 0);
    correct(AGES);
    children_end_well(1);
    CHECK(level() >= 0);
}

TEST(Charge_Corrected_OnceForAllProcesses)
{
    begin(10000, 1000 * MS);
    set_level(500 * MS);
    uint64_t start = bucket->filled_ns;
    limits->correction_ns = -100 * MS;
    for (int i = 0; i < 8; i++)
        launch_elsewhere(1);
    children_end_well(8);
    int64_t filled = (int64_t)(cq_now_ns() - start) / 100 + 1;
    CHECK(bucket->added_ns >= -100 * MS && bucket->added_ns <= -100 * MS + filled);
    EQUAL(level(), 492 * MS + bucket->added_ns);
    EQUAL(bucket->corrected_ns, -100 * MS);
}

/* Even where no launch costs anything and the bucket never gets empty by itself. */
TEST(Charge_ChargedTooLittle_IsTakenFromAFullBucketToo)
{
    begin(10000, AGES);
    set_level(50 * MS);
    limits->unit_ps = 0;
    limits->correction_ns = -80 * MS;
    charge(1);
    EQUAL(bucket->corrected_ns, -80 * MS);
    EQUAL(level(), 50 * MS + bucket->added_ns);
    CHECK(bucket->added_ns < 0);
}

TEST(Charge_FullerThanPossible_IsCut)
{
    const int64_t spoiled[] = {INT64_MAX, INT64_MAX / 2, 100001 * MS};
    begin(10000, 100000 * MS);
    limits->burst_ns = 50 * MS;
    for (int i = 0; i < 3; i++) {
        set_level(spoiled[i]);
        charge(1);
        CHECK(level() <= 50 * MS);
    }
}

TEST(Charge_OwingMoreThanPossible_IsCut)
{
    const int64_t spoiled[] = {INT64_MIN, INT64_MIN / 2, -1000 * AGES};
    begin(1000000, 50 * MS);
    for (int i = 0; i < 3; i++) {
        set_level(spoiled[i]);
        launch_elsewhere(1);
        EVENTUALLY(level() >= -BUCKET_DEBT_NS || level() > 0);
        correct(AGES);
        children_end_well(1);
    }
}

TEST(Charge_FilledInTheFuture_FillsAgain)
{
    begin(1000000, 50 * MS);
    bucket->filled_ns = cq_now_ns() + AGES;
    set_level(-10 * MS);
    charge(0);
    CHECK(level() >= 0);
    CHECK(bucket->filled_ns <= cq_now_ns());
}

TEST(Charge_AbsurdUnitsAndPrice_OweWhatIsPossible)
{
    begin(1000000, 50 * MS);
    limits->unit_ps = UINT64_MAX;
    charge(UINT64_MAX);
    EQUAL(level(), -BUCKET_DEBT_NS);
    EQUAL(bucket->consumed_units, BUCKET_UNITS);
}

/* Every word gets every value, also while it is looked at: all launches end. */
TEST(Charge_WordsSpoiledAllTheTime_EveryLaunchEnds)
{
    begin(1000000, 50 * MS);
    pid_t spoiler = child_of_test();
    for (uint64_t seed = 88172645463325252ull; !spoiler;) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        __atomic_store_n(&((uint64_t *)bucket)[seed % 8], seed >> (seed % 5 * 11), __ATOMIC_SEQ_CST);
        usleep(50);
    }
    for (int i = 0; i < 2000; i++)
        charge(1);
    kill(spoiler, SIGKILL);
}

int main(int count, char **arguments)
{
    static const struct test tests[] = {
        ENTRY(Charge_ComputeNotLimited_OnlyCounts), ENTRY(Charge_EnoughInIt_LooksAtNoClock), ENTRY(Charge_SmallestUnits_AreNotFree),
        ENTRY(Charge_FirstLaunchOfAll_FindsItFull), ENTRY(Charge_MoreThanThereIs_NextOneWaits), ENTRY(Charge_LaunchingAllTheTime_GetsTheRate),
        ENTRY(Charge_RateOfZero_IsOnePercent), ENTRY(Charge_EightProcesses_ShareOneRateEvenly), ENTRY(Charge_BigAndSmall_TakeTurns),
        ENTRY(Charge_KilledWhileWaiting_HoldsNobodyUp), ENTRY(Charge_RateRaisedWhileWaiting_GoesAtOnce),
        ENTRY(Charge_CorrectedWhileWaiting_GoesAtOnce), ENTRY(Charge_Corrected_OnceForAllProcesses),
        ENTRY(Charge_ChargedTooLittle_IsTakenFromAFullBucketToo), ENTRY(Charge_FullerThanPossible_IsCut),
        ENTRY(Charge_OwingMoreThanPossible_IsCut), ENTRY(Charge_FilledInTheFuture_FillsAgain),
        ENTRY(Charge_AbsurdUnitsAndPrice_OweWhatIsPossible), ENTRY(Charge_WordsSpoiledAllTheTime_EveryLaunchEnds),
    };
    (void)count;
    return run_tests(tests, sizeof tests / sizeof *tests, arguments);
}
