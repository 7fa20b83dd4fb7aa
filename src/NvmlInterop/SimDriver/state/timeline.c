#include "timeline.h"

/* Nobody waits longer than this for a slice: a damaged timeline must not stop the GPU. */
#define LONGEST_QUEUE_NS 4000000000ull
/* A process that was stopped for longer than this does not get the lost time back. */
#define LATEST_NS 250000000ull

uint64_t sim_reserve(struct sim_timeline *time, uint64_t ready_ns, uint64_t duration_ns)
{
    uint64_t next = __atomic_load_n(&time->next_free_ns, __ATOMIC_RELAXED), start;
    do {
        uint64_t now = sim_now_ns(), from = ready_ns + LATEST_NS < now ? now - LATEST_NS : ready_ns;
        start = next < from || next > now + LONGEST_QUEUE_NS ? from : next;
    } while (!__atomic_compare_exchange_n(&time->next_free_ns, &next, start + duration_ns, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
    return start;
}

static void add(uint64_t *word, uint32_t epoch, uint32_t microseconds)
{
    uint64_t old = __atomic_load_n(word, __ATOMIC_RELAXED), value;
    do {
        uint32_t busy = (uint32_t)(old >> 32) == epoch ? (uint32_t)old : 0;
        value = (uint64_t)epoch << 32 | (busy + microseconds);
    } while (!__atomic_compare_exchange_n(word, &old, value, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
}

void sim_account(uint64_t *bucket, uint64_t start_ns, uint64_t duration_ns)
{
    while (duration_ns) {
        uint64_t epoch = start_ns / SIM_BUCKET_NS, room = (epoch + 1) * SIM_BUCKET_NS - start_ns;
        uint64_t part = duration_ns < room ? duration_ns : room;
        add(&bucket[epoch % SIM_BUCKETS], (uint32_t)epoch, (uint32_t)((part + 500) / 1000));
        start_ns += part;
        duration_ns -= part;
    }
}

uint32_t sim_bucket_us(const uint64_t *bucket, uint32_t age)
{
    uint64_t epoch = sim_now_ns() / SIM_BUCKET_NS - age;
    uint64_t word = __atomic_load_n(&bucket[epoch % SIM_BUCKETS], __ATOMIC_RELAXED);
    return (uint32_t)(word >> 32) == (uint32_t)epoch ? (uint32_t)word : 0;
}

uint32_t sim_percent(uint64_t busy_us, uint32_t buckets)
{
    uint64_t span = (uint64_t)buckets * (SIM_BUCKET_NS / 1000), percent = span ? (busy_us * 100 + span / 2) / span : 0;
    return percent < 100 ? (uint32_t)percent : 100;
}

uint32_t sim_busy_percent(const uint64_t *bucket, uint32_t buckets)
{
    uint64_t sum = 0;
    for (uint32_t age = 1; age <= buckets; age++)
        sum += sim_bucket_us(bucket, age);
    return sim_percent(sum, buckets);
}

uint32_t sim_contenders(const struct sim *sim, uint32_t gpu)
{
    uint32_t count = 0;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        const struct sim_slot *slot = &sim->state->slot[index];
        if (slot->taken)
            count += sim_bucket_us(slot->gpu[gpu].bucket, 0) || sim_bucket_us(slot->gpu[gpu].bucket, 1);
    }
    return count;
}
