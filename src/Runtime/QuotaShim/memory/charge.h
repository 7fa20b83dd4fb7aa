/* What was charged for what the driver gave, until it takes it back: by address, handle or object. */
#ifndef COASTER_QUOTA_CHARGE_H
#define COASTER_QUOTA_CHARGE_H

#include "../region/process.h"

enum cq_kind { CQ_NONE, CQ_ADDRESS, CQ_ARRAY, CQ_HANDLE, CQ_PHYSICAL, CQ_MAPPING, CQ_POOL, CQ_CONTEXT, CQ_PRIMARY, CQ_MODULE };

struct cq_charge {
    enum cq_kind kind;
    int gpu;
    uint64_t key;
    uint64_t bytes;
    CUcontext context; /* with which it ends; NULL: with none */
    uint64_t value;    /* of a handle or mapping: the number of the memory behind it; of a primary context: its address */
    uint32_t count;    /* references */
    bool small;        /* shares granules: bytes is its size, not its charge */
    bool elsewhere;    /* managed memory: it may be on the host */
    bool gives_way;    /* asked for as plain memory, and served as managed memory */
};

/* Entries of the table. Adding one that is there already replaces it; false: no memory for the table. */
bool cq_table_add(const struct cq_charge *charge);
bool cq_table_find(enum cq_kind kind, uint64_t key, struct cq_charge *found);
bool cq_table_take(enum cq_kind kind, uint64_t key, struct cq_charge *taken);
/* Adds to the references of an entry; at zero it is taken out and copied. Returns false where there is none. */
bool cq_table_count(enum cq_kind kind, uint64_t key, int change, struct cq_charge *ended);
/* The next one for which the predicate holds, from where the last call ended (0 at first). Others may come and go meanwhile. */
typedef bool cq_predicate(const struct cq_charge *entry, const void *context);
bool cq_table_take_one(cq_predicate *predicate, const void *context, size_t *from, struct cq_charge *taken);
bool cq_table_find_one(cq_predicate *predicate, const void *context, size_t *from, struct cq_charge *found);

/* Reserves size for a charge whose gpu is set; false: it does not fit. */
bool cq_charge_begin(struct cq_charge *charge, uint64_t size);
/* Whether memory is oversubscribed. Only where there is a region. */
static inline bool cq_is_backed(void)
{
    return __builtin_expect(cq_load(&cq_process()->region.limits->flags) & CQ_MANAGED_BACKING, 0);
}

/* Whether it is to be served as managed memory for that. What shares a granule stays on the GPU. */
static inline bool cq_gives_way(const struct cq_charge *charge)
{
    return cq_is_backed() && !charge->small;
}

/* After the driver's answer: enters it under the key, or undoes it. Returns the result. */
CUresult cq_charge_end(struct cq_charge *charge, CUresult result, uint64_t key);
/* After the driver has freed what was taken out of the table. */
void cq_charge_drop(const struct cq_charge *charge);
/* The driver frees everything of a context with it. */
void cq_charges_end_with(CUcontext context);

/*
 * Frees what is entered under the key: taken out first, because the driver may give the same key again at once. The call may look at what was: `known`
 * tells whether it is in `freed`.
 */
#define CQ_FREE(kind, key, call) \
    __extension__({ \
        struct cq_charge freed; \
        bool known = cq_table_take(kind, key, &freed); \
        CUresult result = (call); \
        if (known && result == CUDA_SUCCESS) \
            cq_charge_drop(&freed); \
        else if (known) \
            cq_table_add(&freed); \
        result; \
    })

#endif
