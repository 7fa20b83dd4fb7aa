/* The inside of a context's queue: items are issued (their time is reserved) before they are finished (their time is over). */
#ifndef COASTER_SIM_CUDA_QUEUE_H
#define COASTER_SIM_CUDA_QUEUE_H

#include "cuda_internal.h"

#define DEPTH 1024
/* A kernel counts as finished this much before its simulated end, so that thousands of short ones do not pay for a sleep each. */
#define LEAD_NS 300000
/* Time is reserved this far ahead, so that a thread that is woken late finds its kernels still in turn. */
#define AHEAD_NS 6000000

struct queue {
    CUcontext context;
    pthread_mutex_t guard;
    pthread_cond_t changed;
    pthread_t thread;
    bool running, stopping, begun;
    uint64_t submitted, issued, finished;
    uint64_t left_ns;              /* of the item that is being issued */
    uint64_t end_ns;               /* where the issued work ends */
    uint64_t cycle_ns, looked_ns;  /* how long it takes until every process that is busy had a turn; when that was counted */
    struct work item[DEPTH];
};

static inline struct work *queue_item(struct queue *queue, uint64_t index)
{
    return &queue->item[index % DEPTH];
}

/* Reserves time for waiting kernels as far as the horizon. The caller holds the guard, as for the next two. */
void queue_issue(struct queue *queue);
/* Finishes the kernels whose time is over; whether there were any. */
bool queue_finish(struct queue *queue);
/* When the next kernel ends or more time is to be reserved. */
uint64_t queue_next_ns(struct queue *queue);
/* The event has happened when the work ended. The caller holds the guard. */
void queue_record(const struct work *work);
/* Takes the kernel's time on this thread. */
void queue_spend(struct queue *queue, uint64_t ready_ns, uint64_t duration_ns);

#endif
