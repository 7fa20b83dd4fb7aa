/*
 * The process's slot. The lock on its byte belongs to the open file that is mapped here and lives as long as the mapping does: the descriptor is
 * closed at once, so that nobody who closes all of them can lose it.
 */
#include "process.h"
#include "kernel.h"

/* How many slots that look taken are tried before the container's number of slots grows. */
#define PROBES 16

static _Atomic(bool) said;

static struct flock byte_lock(short type, int64_t byte)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
}

bool cq_lock_byte(int fd, int64_t byte)
{
    struct flock lock = byte_lock(F_WRLCK, byte);
    return !kernel_lock(fd, F_OFD_SETLK, &lock);
}

void cq_unlock_byte(int fd, int64_t byte)
{
    struct flock lock = byte_lock(F_UNLCK, byte);
    kernel_lock(fd, F_OFD_SETLK, &lock);
}

bool cq_byte_is_locked(int fd, int64_t byte)
{
    struct flock lock = byte_lock(F_WRLCK, byte);
    return !kernel_lock(fd, F_OFD_GETLK, &lock) && lock.l_type != F_UNLCK;
}

HOT unsigned cq_highest(const struct cq_counters *counters)
{
    uint64_t highest = cq_load(&counters->highest);
    return highest < CQ_SLOTS ? (unsigned)highest : CQ_SLOTS;
}

static bool take(int fd, unsigned index)
{
    return cq_lock_byte(fd, CQ_LOCK_SLOTS + index);
}

/* A free slot has no pid: only one of those that start at once writes its own, without a system call for the others. */
static int take_free(int fd, struct cq_counters *counters, unsigned highest)
{
    for (unsigned i = 0; i < highest; i++) {
        uint64_t none = 0;
        if (!cq_load(&counters->slot[i].pid) &&
            __atomic_compare_exchange_n(&counters->slot[i].pid, &none, (uint64_t)kernel_pid(), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) && take(fd, i))
            return (int)i;
    }
    return -1;
}

static int take_dead(int fd, unsigned highest, unsigned probes)
{
    for (unsigned i = 0, start = (unsigned)kernel_pid() * 2654435761u; i < probes && highest; i++)
        if (take(fd, (start + i) % highest))
            return (int)((start + i) % highest);
    return -1;
}

static int take_new(int fd, struct cq_counters *counters)
{
    while (cq_load(&counters->highest) < CQ_SLOTS) {
        uint64_t index = cq_add(&counters->highest, 1) - 1;
        if (index < CQ_SLOTS && take(fd, (unsigned)index))
            return (int)index;
    }
    return -1;
}

static int take_any(int fd, struct cq_counters *counters)
{
    unsigned highest = cq_highest(counters);
    int index = take_free(fd, counters, highest);
    if (index < 0)
        index = take_dead(fd, highest, highest < PROBES ? highest : PROBES);
    if (index < 0)
        index = take_new(fd, counters);
    return index < 0 ? take_dead(fd, CQ_SLOTS, CQ_SLOTS) : index;
}

static void begin(struct cq_slot *slot)
{
    cq_store(&slot->generation, 0);
    for (unsigned gpu = 0; gpu < CQ_GPUS; gpu++) {
        cq_store(&slot->used[gpu], 0);
        cq_store(&slot->estimated[gpu], 0);
    }
    cq_store(&slot->elsewhere, 0);
    cq_store(&slot->operations, 0);
    cq_store(&slot->pid, (uint64_t)kernel_pid());
    cq_store(&slot->generation, cq_now_ns());
}

static struct cq_slot *claim(struct cq_process *process)
{
    int fd = cq_open_counters(), index = fd < 0 ? -1 : take_any(fd, process->region.counters);
    struct cq_counters *counters = NULL;
    if (index >= 0 && kernel_end_of(fd) == (int64_t)sizeof *counters)
        counters = kernel_map(sizeof *counters, PROT_READ | PROT_WRITE, MAP_SHARED, fd);
    if (fd >= 0)
        kernel_close(fd);
    if (!counters)
        return NULL;
    kernel_advise(counters, sizeof *counters, MADV_DONTFORK);
    begin(&counters->slot[index]);
    process->slot_index = (unsigned)index;
    return &counters->slot[index];
}

struct cq_slot *cq_claim_slot(struct cq_process *process)
{
    if (cq_map(process) != CQ_MAPPED)
        return NULL;
    cq_lock(&process->lock);
    struct cq_slot *slot = atomic_load_explicit(&process->slot, memory_order_relaxed);
    if (!slot) {
        slot = claim(process);
        atomic_store_explicit(&process->slot, slot, memory_order_release);
    }
    cq_unlock(&process->lock);
    if (!slot)
        cq_complain(&said, "coaster: this process gets no GPU memory: the container has 1024 processes with a GPU already. End some of them.\n");
    return slot;
}
