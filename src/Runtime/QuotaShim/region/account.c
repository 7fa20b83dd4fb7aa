#include "account.h"
#include "../memory/pool.h"
#include "kernel.h"
#include "sum.h"

static const struct cq_gpu_limits *limits_of(struct cq_process *process, int gpu)
{
    return &process->region.limits->gpu[gpu];
}

HOT void cq_begin_operation(struct cq_slot *slot)
{
    cq_add(&slot->operations, 1);
}

HOT void cq_end_operation(struct cq_slot *slot)
{
    cq_add(&slot->operations, CQ_UNDER_WAY);
}

static bool limited(const struct cq_wish *wish)
{
    return cq_load(&limits_of(wish->process, wish->gpu)->flags) & CQ_LIMIT_MEMORY;
}

HOT bool cq_try(const struct cq_wish *wish)
{
    cq_begin_operation(wish->slot);
    cq_add(wish->word, wish->bytes);
    if (!limited(wish) || cq_sum(&wish->process->region, wish->gpu).bytes <= cq_load(&limits_of(wish->process, wish->gpu)->memory_bytes))
        return true;
    cq_add(wish->word, -wish->bytes);
    cq_end_operation(wish->slot);
    return false;
}

static HOT bool reserve(struct cq_process *process, int gpu, bool estimated, uint64_t bytes)
{
    struct cq_slot *slot = cq_slot(process);
    if (!slot)
        return false;
    if (!bytes) {
        cq_begin_operation(slot);
        return true;
    }
    struct cq_wish wish = {process, slot, estimated ? &slot->estimated[gpu] : &slot->used[gpu], gpu, bytes};
    if (!limited(&wish) || !cq_load(&process->region.counters->gate))
        if (cq_try(&wish))
            return true;
    cq_trim_pools(gpu);
    return cq_try_in_turn(&wish);
}

HOT bool cq_reserve(int gpu, uint64_t bytes)
{
    return gpu < 0 || reserve(cq_process(), gpu, false, bytes);
}

HOT void cq_keep(int gpu)
{
    struct cq_slot *slot = gpu < 0 ? NULL : cq_slot(cq_process());
    if (slot)
        cq_end_operation(slot);
}

void cq_undo(int gpu, uint64_t bytes)
{
    struct cq_slot *slot = gpu < 0 ? NULL : cq_slot(cq_process());
    if (!slot)
        return;
    cq_add(&slot->used[gpu], -bytes);
    cq_end_operation(slot);
}

/* No operation: between the driver's freeing and this the agent finds less than is charged, which it believes only when it finds it twice. */
HOT void cq_give_back(int gpu, uint64_t bytes)
{
    struct cq_slot *slot = gpu < 0 ? NULL : cq_slot(cq_process());
    if (slot)
        cq_add(&slot->used[gpu], -bytes);
}

void cq_may_be_elsewhere(int64_t bytes)
{
    struct cq_slot *slot = cq_slot(cq_process());
    if (slot)
        cq_add(&slot->elsewhere, (uint64_t)bytes);
}

HOT uint64_t cq_round(int gpu, uint64_t bytes)
{
    uint64_t granule = gpu < 0 ? 0 : cq_load(&limits_of(cq_process(), gpu)->granule_bytes);
    granule = granule ? granule : 2 << 20;
    return bytes > UINT64_MAX - granule ? UINT64_MAX : (bytes + granule - 1) / granule * granule;
}

/*
 * An estimate that ended is still in the sum until the agent measures again; a process that makes and drops the same thing over and over
 * would otherwise fill its container with estimates. So it is lent to the next, as long as the agent's measurement is the same.
 */
static uint64_t lent(struct cq_process *process, int gpu, uint64_t bytes)
{
    struct cq_gpu_account *account = &process->account[gpu];
    const struct cq_measured *measured = &process->region.limits->measured[process->slot_index];
    cq_lock(&account->ended_lock);
    if (account->ended_estimated != cq_load(&measured->estimated[gpu]) || account->ended_extra != cq_load(&measured->extra_bytes[gpu]))
        account->ended_bytes = 0;
    uint64_t part = account->ended_bytes < bytes ? account->ended_bytes : bytes;
    account->ended_bytes -= part;
    cq_unlock(&account->ended_lock);
    return part;
}

bool cq_estimate(int gpu, uint64_t bytes)
{
    if (gpu < 0)
        return true;
    struct cq_process *process = cq_process();
    if (!cq_slot(process))
        return false;
    uint64_t part = lent(process, gpu, bytes);
    if (reserve(process, gpu, true, bytes - part))
        return true;
    cq_estimate_ended(gpu, part);
    return false;
}

void cq_estimate_undo(int gpu, uint64_t bytes)
{
    if (gpu < 0)
        return;
    cq_estimate_ended(gpu, bytes);
    cq_keep(gpu);
}

void cq_estimate_ended(int gpu, uint64_t bytes)
{
    struct cq_process *process = cq_process();
    if (gpu < 0 || !cq_slot(process))
        return;
    struct cq_gpu_account *account = &process->account[gpu];
    const struct cq_measured *measured = &process->region.limits->measured[process->slot_index];
    uint64_t estimated = cq_load(&measured->estimated[gpu]), extra = cq_load(&measured->extra_bytes[gpu]);
    cq_lock(&account->ended_lock);
    if (account->ended_estimated != estimated || account->ended_extra != extra)
        account->ended_bytes = 0;
    account->ended_estimated = estimated;
    account->ended_extra = extra;
    account->ended_bytes += bytes;
    cq_unlock(&account->ended_lock);
}

bool cq_is_over(int gpu)
{
    const struct cq_region *region = cq_region();
    const struct cq_gpu_limits *limits = region ? &region->limits->gpu[gpu] : NULL;
    return limits && cq_load(&limits->flags) & CQ_LIMIT_MEMORY && cq_sum(region, gpu).bytes > cq_load(&limits->memory_bytes);
}

/* Those who only ask, and never come to the limit, are not told of what a dead process held. */
static void free_dead(const struct cq_region *region)
{
    int fd = cq_open_counters();
    if (fd < 0)
        return;
    cq_free_dead(fd, region);
    kernel_close(fd);
}

bool cq_memory_told(int gpu, uint64_t *used, uint64_t *limit)
{
    const struct cq_region *region = gpu < 0 ? NULL : cq_region();
    if (!region || !(cq_load(&region->limits->gpu[gpu].flags) & CQ_LIMIT_MEMORY))
        return false;
    free_dead(region);
    *limit = cq_load(&region->limits->gpu[gpu].memory_bytes);
    *used = cq_sum(region, gpu).bytes;
    *used = *used < *limit ? *used : *limit;
    return true;
}
