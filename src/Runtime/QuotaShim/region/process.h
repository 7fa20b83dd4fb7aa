/* What belongs to one process and not to its children: it lies in memory that fork clears, and is filled at the first call that needs it. */
#ifndef COASTER_QUOTA_PROCESS_H
#define COASTER_QUOTA_PROCESS_H

#include "../shim.h"

enum cq_state { CQ_UNKNOWN, CQ_NO_LIMITS, CQ_UNUSABLE, CQ_MAPPED };

#define CQ_DEVICES 64
#define CQ_POOLS 128

enum { CQ_NO_CONTEXT, CQ_SEVERAL_CONTEXTS };

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
    _Atomic(uint64_t) only_context; /* the process's one context; CQ_NO_CONTEXT, CQ_SEVERAL_CONTEXTS: the driver has to be asked */
    _Atomic(int) devices;           /* how many the driver has, as gpu.c tells them apart */
    _Atomic(uint32_t) pools;        /* places of pool ever used */
    struct cq_table table;
    _Atomic(int) gpu_of_device[CQ_DEVICES]; /* index + 2; 0: not asked yet, 1: not governed */
    struct cq_gpu_account account[CQ_GPUS];
    _Atomic(uint64_t) silent_heartbeat; /* + 1: of an agent that was waited for in vain */
    struct cq_lock pool_lock, context_lock;
    _Atomic(uint64_t) pool[CQ_POOLS]; /* those that are charged; 0: a free place */
    _Atomic(uint64_t) last_physical; /* numbers of memory made by handle */
    _Atomic(struct graph_table *) graphs;
};

/* Every call asks for it several times: what is the same from the second time on is written here, the first time is in the files. */
extern INTERNAL _Atomic(struct cq_process *) cq_current_process;
extern INTERNAL _Atomic(bool) cq_known_by_pid; /* there is no memory that fork clears: the pid tells a child */
struct cq_process *cq_begin_process(void);
enum cq_state cq_map_first(struct cq_process *process);
struct cq_slot *cq_claim_slot(struct cq_process *process);

static inline struct cq_process *cq_process(void)
{
    struct cq_process *process = atomic_load_explicit(&cq_current_process, memory_order_acquire);
    bool known = process && atomic_load_explicit(&process->alive, memory_order_acquire) &&
                 !atomic_load_explicit(&cq_known_by_pid, memory_order_relaxed);
    return known ? process : cq_begin_process();
}

/* Maps what is not mapped yet. */
static inline enum cq_state cq_map(struct cq_process *process)
{
    enum cq_state state = (enum cq_state)atomic_load_explicit(&process->state, memory_order_acquire);
    return state == CQ_UNKNOWN ? cq_map_first(process) : state;
}

/* NULL when there is none. */
static inline const struct cq_region *cq_region(void)
{
    struct cq_process *process = cq_process();
    return cq_map(process) == CQ_MAPPED ? &process->region : NULL;
}

/* The process's slot; NULL when all are taken. Claims one at the first call. */
static inline struct cq_slot *cq_slot(struct cq_process *process)
{
    struct cq_slot *slot = atomic_load_explicit(&process->slot, memory_order_acquire);
    return slot ? slot : cq_claim_slot(process);
}

/* Opens the counters; -1. */
int cq_open_counters(void);
bool cq_lock_byte(int fd, int64_t byte);
void cq_unlock_byte(int fd, int64_t byte);
/* Another process's lock is on it. */
bool cq_byte_is_locked(int fd, int64_t byte);
unsigned cq_highest(const struct cq_counters *counters);

#endif
