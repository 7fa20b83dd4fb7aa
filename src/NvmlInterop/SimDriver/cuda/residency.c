/*
 * Where managed memory is. Others may make it give way at any moment: how much of it is on a GPU stands in the state, and which allocations lost it
 * is found out when that matters next. The caller holds the table of allocations; the state's lock makes a look and what follows from it one.
 */
#include "../state/managed.h"
#include "cuda_internal.h"

static uint64_t here[SIM_GPUS], away[SIM_GPUS];

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t blocks_of(const struct allocation *one)
{
    const uint64_t block = 2 * SIM_MIB;
    return (one->size + block - 1) / block * block;
}

static void change(uint64_t *word, uint64_t by)
{
    __atomic_fetch_add(word, by, __ATOMIC_RELAXED);
}

static void come(struct allocation *one, uint32_t gpu, uint64_t bytes)
{
    one->charged += bytes;
    change(&here[gpu], bytes);
}

static void set_away(struct allocation *one, uint32_t gpu, uint64_t bytes)
{
    change(&away[gpu], bytes - one->away);
    one->away = bytes;
}

static void see_losses(uint32_t gpu)
{
    uint64_t left = sim_managed_bytes(&cuda, cuda_slot, gpu), lost = here[gpu] > left ? here[gpu] - left : 0;
    size_t from = 0;
    for (struct allocation *one; lost && (one = allocation_managed(&from, gpu));) {
        uint64_t part = least(lost, one->charged);
        come(one, gpu, -part);
        set_away(one, gpu, one->away + part);
        lost -= part;
    }
}

static bool begin(uint32_t gpu)
{
    if (!sim_lock(&cuda))
        return false;
    see_losses(gpu);
    return true;
}

void residency_begin(struct allocation *made, uint64_t bytes)
{
    const struct cuda_device *device = made->context->device;
    uint64_t fits = 0;
    if (begin(device->gpu)) {
        fits = sim_take_managed(&cuda, cuda_slot, device->gpu, device->gi, bytes, false);
        sim_unlock(&cuda);
    }
    come(made, device->gpu, fits);
    set_away(made, device->gpu, bytes - fits);
}

void residency_end(struct allocation *old)
{
    uint32_t gpu = old->context->device->gpu;
    if (begin(gpu)) {
        sim_give_managed(&cuda, cuda_slot, gpu, old->charged);
        sim_unlock(&cuda);
    }
    come(old, gpu, -old->charged);
    set_away(old, gpu, 0);
}

/* What does not fit now comes when it is used. The caller holds the lock. */
static void to_device(struct allocation *one, const struct cuda_device *device, uint64_t bytes)
{
    uint64_t wanted = least(bytes, blocks_of(one) - one->charged);
    uint64_t taken = sim_take_managed(&cuda, cuda_slot, device->gpu, device->gi, wanted, true);
    uint64_t still = one->away > taken ? one->away - taken : 0;
    come(one, device->gpu, taken);
    set_away(one, device->gpu, still > wanted - taken ? still : wanted - taken);
}

static void to_host(struct allocation *one, uint32_t gpu, uint64_t bytes)
{
    uint64_t given = least(bytes, one->charged);
    sim_give_managed(&cuda, cuda_slot, gpu, given);
    come(one, gpu, -given);
    set_away(one, gpu, one->away - least(one->away, bytes - given));
}

void residency_move(struct allocation *one, uint64_t bytes, bool onto_device)
{
    const struct cuda_device *device = one->context->device;
    if (!begin(device->gpu))
        return;
    if (onto_device)
        to_device(one, device, bytes);
    else
        to_host(one, device->gpu, bytes);
    sim_unlock(&cuda);
}

bool residency_is_short(uint32_t gpu)
{
    uint64_t missing = __atomic_load_n(&away[gpu], __ATOMIC_RELAXED), believed = __atomic_load_n(&here[gpu], __ATOMIC_RELAXED);
    return missing || (believed && believed > sim_managed_bytes(&cuda, cuda_slot, gpu));
}

void residency_use(const struct cuda_device *device)
{
    size_t from = 0;
    if (!begin(device->gpu))
        return;
    for (struct allocation *one; (one = allocation_managed(&from, device->gpu));)
        if (one->away)
            to_device(one, device, one->away);
    sim_unlock(&cuda);
}
