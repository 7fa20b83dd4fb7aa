/*
 * Slots of processes that are dead: the kernel has dropped their lock, and what stands in them is nobody's. A living one's lock, this process's own
 * too, belongs to another open file and is not got.
 */
#include "account.h"
#include "kernel.h"

static bool holds_anything(const struct cq_slot *slot)
{
    uint64_t any = cq_load(&slot->generation) | cq_load(&slot->pid);
    for (unsigned gpu = 0; gpu < CQ_GPUS; gpu++)
        any |= cq_load(&slot->used[gpu]) | cq_load(&slot->estimated[gpu]);
    return any;
}

static void clear(struct cq_slot *slot)
{
    cq_store(&slot->generation, 0);
    for (unsigned gpu = 0; gpu < CQ_GPUS; gpu++) {
        cq_store(&slot->used[gpu], 0);
        cq_store(&slot->estimated[gpu], 0);
    }
    cq_store(&slot->operations, 0);
    cq_store(&slot->pid, 0);
}

void cq_free_dead(int fd, const struct cq_region *region)
{
    struct cq_counters *counters = region->counters;
    for (unsigned i = 0, highest = cq_highest(counters); i < highest; i++)
        if (holds_anything(&counters->slot[i]) && cq_lock_byte(fd, CQ_LOCK_SLOTS + i)) {
            clear(&counters->slot[i]);
            cq_unlock_byte(fd, CQ_LOCK_SLOTS + i);
        }
}
