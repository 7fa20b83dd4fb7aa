#ifndef COASTER_QUOTA_CONTEXT_H
#define COASTER_QUOTA_CONTEXT_H

#include "charge.h"

/* What a context is taken to hold there. Waits a bounded time for the agent's first word about it. */
uint64_t cq_context_size(int gpu);

#endif
