#include "sum.h"

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

HOT struct cq_sum cq_sum_of_slot(const struct cq_region *region, unsigned index, int gpu)
{
    const struct cq_slot *slot = &region->counters->slot[index];
    const struct cq_measured *measured = &region->limits->measured[index];
    uint64_t generation = cq_load(&slot->generation), extra = 0, pending = cq_load(&slot->estimated[gpu]);
    if (generation && cq_load(&measured->generation) == generation) {
        uint64_t known = cq_load(&measured->estimated[gpu]), beyond = cq_load(&measured->extra_bytes[gpu]);
        /* The agent writes the generation last; while it changes the record there is none. */
        if (cq_load(&measured->generation) == generation) {
            pending = pending > known ? pending - known : 0;
            extra = beyond;
        }
    }
    return (struct cq_sum){plus(plus(cq_load(&slot->used[gpu]), extra), pending), pending};
}

HOT struct cq_sum cq_sum(const struct cq_region *region, int gpu)
{
    struct cq_sum sum = {0, 0};
    for (unsigned i = 0, highest = cq_highest(region->counters); i < highest; i++) {
        struct cq_sum one = cq_sum_of_slot(region, i, gpu);
        sum.bytes = plus(sum.bytes, one.bytes);
        sum.unmeasured = plus(sum.unmeasured, one.unmeasured);
    }
    return sum;
}
