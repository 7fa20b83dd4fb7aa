/* The bucket that launches draw from. docs/quota.md tells what it is for. */
#ifndef COASTER_QUOTA_BUCKET_H
#define COASTER_QUOTA_BUCKET_H

#include "../include/region.h"

/* No launch waits longer, whatever the bucket says. */
#define BUCKET_WAIT_NS 30000000000ull
/* Nor longer without looking at the rate again. */
#define BUCKET_NAP_NS 20000000ull
/* What can be owed at most, in GPU time. */
#define BUCKET_DEBT_NS 30000000000ll
/* Units of one launch are taken to be no more than these. */
#define BUCKET_UNITS (1ull << 40)

/* Counts the units, and waits until everything that was launched before is paid for. */
void bucket_charge(struct cq_bucket *bucket, const struct cq_gpu_limits *limits, uint64_t units);

#endif
