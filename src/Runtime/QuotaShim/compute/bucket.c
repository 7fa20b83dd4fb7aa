/*
 * A launch pays after it was let through: it waits for what came before it, not for its own cost. The price is a guess until the agent has seen
 * the kernel run; a kernel that waited for a wrong price could not be measured to put it right.
 *
 * Who waits goes when as much has been added as was owed when he came. So all go in the order in which they came, from whatever process, and
 * who comes later adds to nobody's wait.
 *
 * The bucket belongs to the tenant: any value can be in it. Sums wrap, levels are cut to what is possible, waits are bounded.
 */
#include "bucket.h"

#include "../shim.h"

#define MILLION 1000000ull
#define LEAST_RATE_PPM 10000ull
#define MOST_RATE_PPM (2 * MILLION)
/* Filling more often would lose too much to rounding. */
#define LEAST_FILL_NS 20000ull
#define MOST_FILL_NS (3600 * 1000 * MILLION)
#define LEAST_NAP_NS 20000ull
/* The longest time that pays the whole debt at the least rate fits into it. */
_Static_assert(MOST_FILL_NS <= INT64_MAX / MOST_RATE_PPM, "filling cannot overflow");
_Static_assert((uint64_t)BUCKET_DEBT_NS <= INT64_MAX / MILLION, "waiting cannot overflow");

static uint64_t within(uint64_t value, uint64_t least, uint64_t most)
{
    return value < least ? least : value > most ? most : value;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

static int64_t look(const int64_t *word)
{
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static uint64_t look_at(const uint64_t *word)
{
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static uint64_t rate_of(const struct cq_gpu_limits *limits)
{
    return within(look_at(&limits->rate_ppm), LEAST_RATE_PPM, MOST_RATE_PPM);
}

static int64_t burst_of(const struct cq_gpu_limits *limits)
{
    return (int64_t)within(look_at(&limits->burst_ns), 0, BUCKET_DEBT_NS);
}

/* Rounded up: no launch is free. */
static int64_t price(uint64_t units, uint64_t unit_ps)
{
    uint64_t cost;
    if (__builtin_mul_overflow(units, unit_ps, &cost))
        return BUCKET_DEBT_NS;
    cost = cost / 1000 + (cost % 1000 != 0);
    return cost < (uint64_t)BUCKET_DEBT_NS ? (int64_t)cost : BUCKET_DEBT_NS;
}

/* First what lets others go, so that who comes in between waits too long rather than too short. */
static void add(struct cq_bucket *bucket, int64_t amount)
{
    __atomic_fetch_add(&bucket->added_ns, amount, __ATOMIC_RELAXED);
    __atomic_fetch_add(&bucket->level_ns, amount, __ATOMIC_RELAXED);
}

/* One process adds the time since the last filling. */
static void add_time(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, uint64_t now)
{
    uint64_t before = look_at(&bucket->filled_ns), passed = now - before;
    bool ahead = (int64_t)passed < 0;
    if (!ahead && passed < LEAST_FILL_NS)
        return;
    if (!__atomic_compare_exchange_n(&bucket->filled_ns, &before, now, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) || ahead)
        return;
    add(bucket, (int64_t)(within(passed, 0, MOST_FILL_NS) * rate_of(limits) / MILLION));
}

static void add_correction(struct cq_bucket *bucket, const struct cq_gpu_limits *limits)
{
    int64_t now = look(&limits->correction_ns), before = look(&bucket->corrected_ns);
    if (now == before || !__atomic_compare_exchange_n(&bucket->corrected_ns, &before, now, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        return;
    add(bucket, clamp((int64_t)((uint64_t)now - (uint64_t)before), -BUCKET_DEBT_NS, BUCKET_DEBT_NS));
}

/* Nobody waits for a full bucket: who is counted as waiting then was killed. */
static void cut(struct cq_bucket *bucket, int64_t burst)
{
    int64_t level = look(&bucket->level_ns), possible = clamp(level, -BUCKET_DEBT_NS, burst);
    if (possible != level)
        __atomic_compare_exchange_n(&bucket->level_ns, &level, possible, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    if (level >= burst && look_at(&bucket->waiting))
        __atomic_store_n(&bucket->waiting, 0, __ATOMIC_RELAXED);
}

static void fill(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, uint64_t now)
{
    add_time(bucket, limits, now);
    add_correction(bucket, limits);
    cut(bucket, burst_of(limits));
}

struct debt {
    int64_t owed, added; /* what was owed when that much had been added */
};

static int64_t missing(const struct cq_bucket *bucket, const struct debt *debt)
{
    if (look(&bucket->level_ns) >= 0)
        return 0;
    int64_t paid = (int64_t)((uint64_t)look(&bucket->added_ns) - (uint64_t)debt->added);
    return debt->owed - clamp(paid, 0, debt->owed);
}

static void one_less(uint64_t *word)
{
    uint64_t seen = look_at(word);
    while (seen && !__atomic_compare_exchange_n(word, &seen, seen - 1, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

static void wait_for_turn(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, const struct debt *debt, uint64_t start)
{
    uint64_t now = start;
    __atomic_fetch_add(&bucket->waiting, 1, __ATOMIC_RELAXED);
    for (int64_t left; (left = missing(bucket, debt)) > 0 && now - start < BUCKET_WAIT_NS;) {
        uint64_t asleep = now;
        cq_sleep_ns(within((uint64_t)left * MILLION / rate_of(limits), LEAST_NAP_NS, BUCKET_NAP_NS));
        now = cq_now_ns();
        __atomic_fetch_add(&bucket->throttled_ns, now - asleep, __ATOMIC_RELAXED);
        fill(bucket, limits, now);
    }
    one_less(&bucket->waiting);
}

/* The bucket was empty, or not as it should be, or the agent has corrected it. */
static __attribute__((noinline)) void settle(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, int64_t level)
{
    struct debt debt = {-clamp(level, -BUCKET_DEBT_NS, 0), look(&bucket->added_ns)};
    uint64_t now = cq_now_ns();
    fill(bucket, limits, now);
    if (missing(bucket, &debt) > 0)
        wait_for_turn(bucket, limits, &debt, now);
}

HOT void bucket_charge(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, uint64_t units)
{
    units = units < BUCKET_UNITS ? units : BUCKET_UNITS;
    __atomic_fetch_add(&bucket->consumed_units, units, __ATOMIC_RELAXED);
    __atomic_fetch_add(&bucket->launches, 1, __ATOMIC_RELAXED);
    if (!(look_at(&limits->flags) & CQ_LIMIT_COMPUTE))
        return;
    int64_t before = __atomic_fetch_sub(&bucket->level_ns, price(units, look_at(&limits->unit_ps)), __ATOMIC_RELAXED);
    bool settled = look(&bucket->corrected_ns) == look(&limits->correction_ns);
    if (before < 0 || before > burst_of(limits) || !settled)
        settle(bucket, limits, before);
}
