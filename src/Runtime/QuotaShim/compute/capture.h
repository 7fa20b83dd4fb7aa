/* Whether a stream records what it is given instead of doing it. */
#ifndef COASTER_QUOTA_CAPTURE_H
#define COASTER_QUOTA_CAPTURE_H

#include "compute.h"

/* Captures under way in this process. Some may be counted that are over: that costs time and nothing else. */
extern INTERNAL _Atomic(unsigned) capture_count;

bool capture_has(CUstream stream);

/* Asking the driver takes as long as a launch: it is asked only while there is any capture. */
static inline bool capturing(CUstream stream)
{
    return atomic_load_explicit(&capture_count, memory_order_relaxed) && capture_has(stream);
}

#endif
