/* What the container holds on a GPU, as docs/quota.md defines it. All sums stop at the largest number: what is spoiled counts as full. */
#ifndef COASTER_QUOTA_SUM_H
#define COASTER_QUOTA_SUM_H

#include "process.h"

struct cq_sum {
    uint64_t bytes;
    uint64_t unmeasured; /* the part of it that is an estimate which the agent has not measured yet */
};

struct cq_sum cq_sum_of_slot(const struct cq_region *region, unsigned slot, int gpu);
struct cq_sum cq_sum(const struct cq_region *region, int gpu);

#endif
