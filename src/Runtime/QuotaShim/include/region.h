/*
 * The region of one container: what the node's agent tells the shim, and what the shim tells the agent. Two files, mapped by every process of
 * the container that uses a GPU:
 *
 *   limits     written by the agent and the runtime alone; mounted read-only, opened read-only. What a container may take.
 *   counters   written by the container's own processes. Whoever spoils it spoils only the container's own accounting: the agent never maps it
 *              (a file that its owner cuts short must not fault the agent), believes nothing in it, and holds it against what NVML says.
 *
 * Every field is a naturally aligned word that is read and written atomically; there is no lock in either file. Integers are of the machine's
 * byte order. docs/quota.md tells how the fields work together; src/Runtime/Quota has the same layout in C#, and a test holds the two together.
 */
#ifndef COASTER_QUOTA_REGION_H
#define COASTER_QUOTA_REGION_H

#include <stdint.h>

#define CQ_LIMITS_MAGIC 0x314c545152545343ull   /* "CSTRQTL1" */
#define CQ_COUNTERS_MAGIC 0x3143545152545343ull /* "CSTRQTC1" */
#define CQ_VERSION 2u
#define CQ_GPUS 16
#define CQ_SLOTS 1024

/* Where both are inside a container. A fixed place: a name in the env could be changed by the container. */
#define CQ_FOLDER "/run/coaster-quota"
#define CQ_LIMITS_PATH CQ_FOLDER "/limits"
#define CQ_COUNTERS_PATH CQ_FOLDER "/counters"

/* cq_limits.flags */
#define CQ_MANAGED_IN_FULL 1u /* managed memory counts when it is allocated; otherwise as far as the driver says that it is on the GPU */

#define CQ_MANAGED_BACKING 2u /* plain memory is served as managed memory, which gives way to other containers' */

/* cq_gpu_limits.flags */
#define CQ_LIMIT_MEMORY 1u  /* memory_bytes holds */
#define CQ_LIMIT_COMPUTE 2u /* launches draw from the bucket; otherwise they are only counted */

struct cq_gpu_limits {
    char uuid[48]; /* "GPU-…", filled up with zeros */
    uint64_t flags;
    uint64_t memory_bytes;
    uint64_t granule_bytes;    /* what the driver takes device memory by */
    uint64_t context_bytes;    /* what a context is taken to hold until the agent has measured it */
    uint64_t rate_ppm;         /* how fast the bucket fills: GPU time per time, in millionths */
    uint64_t burst_ns;         /* how full it gets */
    uint64_t unit_ps;          /* what a unit of work is taken to need of the GPU's time, in picoseconds */
    int64_t correction_ns;     /* grows and shrinks: what was charged too much, in all; its change is added to the bucket once */
    uint64_t reserved[3];
};

/* What the agent found out about a process, beyond what it accounts for itself: contexts, modules, local memory, the driver's rounding. */
struct cq_measured {
    uint64_t generation;           /* the slot's; of another process it says nothing */
    uint64_t estimated[CQ_GPUS];   /* cq_slot.estimated when it was measured: only what was added since is still an estimate */
    uint64_t extra_bytes[CQ_GPUS]; /* what the driver said beyond cq_slot.used */
};

struct cq_limits {
    uint64_t magic;
    uint32_t version, gpus;
    uint64_t size;
    uint64_t flags;
    uint64_t heartbeat; /* grows while an agent looks after the region */
    uint64_t reserved[3];
    struct cq_gpu_limits gpu[CQ_GPUS];
    struct cq_measured measured[CQ_SLOTS];
};

#define CQ_UNDER_WAY 0xffffull

/*
 * One process. It holds the slot for as long as the file's open file description that it mapped exists: an OFD write lock on byte
 * CQ_LOCK_SLOTS + index, which the kernel drops with the process. A child gets no part of it (MADV_DONTFORK) and takes a slot of its own.
 */
struct cq_slot {
    uint64_t generation; /* never 0 and never the same again */
    uint64_t pid;        /* in the container's pid namespace */
    uint64_t operations; /* between reservation and commit: in CQ_UNDER_WAY, and how many ended above it; nothing can be measured while it changes */
    uint64_t elsewhere;  /* of used, on all GPUs: what may not be on one now, such as managed memory and what a graph takes when it is launched */
    uint64_t reserved[4];
    uint64_t used[CQ_GPUS];      /* accounted to the byte, reserved before it is taken */
    uint64_t estimated[CQ_GPUS]; /* grows with everything that can only be estimated: contexts, modules, local memory */
};

/* One GPU's share of time, for all processes of the container together. A line of the cache: a launch touches no other that is written. */
struct cq_bucket {
    int64_t level_ns;        /* below 0: what was launched already is not paid for yet */
    uint64_t filled_ns;      /* CLOCK_MONOTONIC of the last filling */
    int64_t corrected_ns;    /* correction_ns that is in level_ns already */
    uint64_t consumed_units; /* in all; the agent holds it against the time that the GPU was busy */
    uint64_t launches;
    uint64_t throttled_ns; /* grows at least every 20 ms while a launch waits */
    uint64_t waiting;      /* launches that wait now; one that was killed stays in it until the bucket is full or there is another */
    int64_t added_ns;      /* what time and corrections added, in all: how far those that wait have come */
};

struct cq_counters {
    uint64_t magic;
    uint32_t version, slots;
    uint64_t size;
    uint64_t highest;     /* slots at and above it were never used */
    uint64_t gate;        /* not 0: somebody decides at the limit, all reservations take turns (OFD lock on CQ_LOCK_TURN) */
    uint64_t out_of_memory;
    uint64_t private_tables; /* tables of cuGetExportTable that were given and are not known to be harmless */
    uint64_t reserved[1];
    struct cq_bucket bucket[CQ_GPUS];
    struct cq_slot slot[CQ_SLOTS];
};

/* Bytes that are locked, beyond the end of the file. */
#define CQ_LOCK_TURN (1ll << 40)
#define CQ_LOCK_SLOTS (CQ_LOCK_TURN + 1)

_Static_assert(sizeof(struct cq_gpu_limits) == 136, "layout");
_Static_assert(sizeof(struct cq_measured) == 264, "layout");
_Static_assert(sizeof(struct cq_slot) == 320, "layout");
_Static_assert(sizeof(struct cq_bucket) == 64, "layout");

#endif
