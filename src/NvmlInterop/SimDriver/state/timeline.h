/* Simulated time: a GPU (or a GPU instance) serves one slice after the other, and remembers how busy it was. */
#ifndef COASTER_SIM_TIMELINE_H
#define COASTER_SIM_TIMELINE_H

#include "state.h"

#define SIM_SLICE_NS 2000000ull

/* Reserves the next free stretch from the time on at which the work was ready, which may be past, and returns its start. */
uint64_t sim_reserve(struct sim_timeline *time, uint64_t ready_ns, uint64_t duration_ns);
/* Counts a stretch as busy, in the buckets that it touches. */
void sim_account(uint64_t *bucket, uint64_t start_ns, uint64_t duration_ns);
/* How many processes were busy on the GPU in this bucket or the one before. */
uint32_t sim_contenders(const struct sim *sim, uint32_t gpu);
/* Busy share in percent of the last complete buckets, at most SIM_BUCKETS - 2. */
uint32_t sim_busy_percent(const uint64_t *bucket, uint32_t buckets);
/* Busy microseconds of the bucket that ended `age` buckets ago; the newest complete one is age 1. */
uint32_t sim_bucket_us(const uint64_t *bucket, uint32_t age);
uint32_t sim_percent(uint64_t busy_us, uint32_t buckets);

#endif
