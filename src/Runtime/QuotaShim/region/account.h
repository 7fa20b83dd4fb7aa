/* Between the reservation and those who decide at the limit. */
#ifndef COASTER_QUOTA_ACCOUNT_H
#define COASTER_QUOTA_ACCOUNT_H

#include "process.h"

/* A word of the process's own slot that a reservation adds to: used or estimated. */
struct cq_wish {
    struct cq_process *process;
    struct cq_slot *slot;
    uint64_t *word;
    int gpu;
    uint64_t bytes;
};

/* Announces it, and takes it back when the sum passes the limit. */
bool cq_try(const struct cq_wish *wish);
/* Tries again with everybody else waiting, once the dead are freed; waits a bounded time for estimates to be measured. */
bool cq_try_in_turn(const struct cq_wish *wish);
void cq_begin_operation(struct cq_slot *slot);
void cq_end_operation(struct cq_slot *slot);

/* Empties the slots of dead processes; `fd` is the counters file, opened for this. */
void cq_free_dead(int fd, const struct cq_region *region);

#endif
