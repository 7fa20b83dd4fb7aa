/* What belongs to one process and not to its children: it lies in memory that fork clears, and is filled at the first call that needs it. */
#ifndef COASTER_QUOTA_PROCESS_H
#define COASTER_QUOTA_PROCESS_H

#include "../shim.h"

enum cq_state { CQ_UNKNOWN, CQ_NO_LIMITS, CQ_UNUSABLE, CQ_MAPPED };

#define CQ_DEVICES 64
#define CQ_POOLS 128

struct cq_gpu_account {
    struct cq_lock small_lock, ended_lock;
    uint64_t small_bytes; /* what allocations that share granules add up to */
    uint64_t ended_bytes; /* estimates that ended while what the agent measured was still this: */
    uint64_t ended_estimated, ended_extra;
};

/* What the driver gave for what: memory/charge.h. */
struct cq_table {
    struct cq_lock lock;
    struct cq_charge *entry;
    size_t count, capacity;
};

struct cq_process {
    _Atomic(uint32_t) alive;
    _Atomic(int) pid; /* only where the kernel cannot clear memory on fork */
    struct cq_lock lock;
    _Atomic(int) state;
    struct cq_region region;
    _Atomic(struct cq_slot *) slot;
    unsigned slot_index;
    _Atomic(int) gpu_of_device[CQ_DEVICES]; /* index + 2; 0: not asked yet, 1: not governed */
    struct cq_gpu_account account[CQ_GPUS];
    _Atomic(uint64_t) silent_heartbeat; /* + 1: of an agent that was waited for in vain */
    struct cq_table table;
    struct cq_lock pool_lock, context_lock;
    _Atomic(uint64_t) pool[CQ_POOLS]; /* those that are charged; 0: a free place */
    _Atomic(uint32_t) pools;          /* places ever used */
    _Atomic(uint64_t) last_physical; /* numbers of memory made by handle */
    _Atomic(struct graph_table *) graphs;
};

struct cq_process *cq_process(void);

/* Maps what is not mapped yet. */
enum cq_state cq_map(struct cq_process *process);
/* The process's slot; NULL when all are taken. Claims one at the first call. */
struct cq_slot *cq_slot(struct cq_process *process);
/* Opens the counters; -1. */
int cq_open_counters(void);
bool cq_lock_byte(int fd, int64_t byte);
void cq_unlock_byte(int fd, int64_t byte);
/* Another process's lock is on it. */
bool cq_byte_is_locked(int fd, int64_t byte);
unsigned cq_highest(const struct cq_counters *counters);

#endif
