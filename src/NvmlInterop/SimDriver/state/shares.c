#include "shares.h"

#include <string.h>

static bool has_maker(const struct sim *sim, const struct sim_share *share)
{
    pid_t pid;
    uint32_t slot = share->slot;
    return slot < SIM_SLOTS && sim->state->slot[slot].identity == share->identity && sim_slot_alive(sim, slot, &pid);
}

static bool has_loan(const struct sim_slot *slot, const struct sim_share *share)
{
    for (int i = 0; i < SIM_LOANS; i++)
        if (slot->loan[i] == share->key)
            return true;
    return false;
}

/* The first living process that has it open, or -1. */
static int holder(const struct sim *sim, const struct sim_share *share)
{
    pid_t pid;
    for (uint32_t slot = 0; slot < SIM_SLOTS; slot++)
        if (sim->state->slot[slot].taken && has_loan(&sim->state->slot[slot], share) && sim_slot_alive(sim, slot, &pid))
            return (int)slot;
    return -1;
}

static bool is_gone(const struct sim *sim, const struct sim_share *share)
{
    return !share->key || (!has_maker(sim, share) && holder(sim, share) < 0);
}

static struct sim_share *find(struct sim *sim, const struct sim_share_name *name)
{
    struct sim_share *share = name->index < SIM_SHARES ? &sim->state->share[name->index] : NULL;
    return share && name->key && share->key == name->key ? share : NULL;
}

bool sim_share_new(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes, struct sim_share_name *name)
{
    bool found = false;
    if (slot < 0 || !sim_lock(sim))
        return false;
    for (uint32_t index = 0; index < SIM_SHARES && !found; index++) {
        struct sim_share *share = &sim->state->share[index];
        if (!is_gone(sim, share))
            continue;
        uint64_t key = sim->state->last_share + 1;
        sim->state->last_share = key;
        *share = (struct sim_share){key, sim->state->slot[slot].identity, bytes, (uint32_t)slot, gpu, gi, 0};
        *name = (struct sim_share_name){index, (uint32_t)slot, key};
        found = true;
    }
    sim_unlock(sim);
    return found;
}

void sim_share_end(struct sim *sim, int slot, const struct sim_share_name *name)
{
    if (!sim_lock(sim))
        return;
    struct sim_share *share = find(sim, name);
    if (share && share->slot == (uint32_t)slot)
        share->slot = SIM_SLOTS;
    sim_unlock(sim);
}

static bool set_loan(struct sim_slot *slot, uint64_t from, uint64_t to)
{
    for (int i = 0; i < SIM_LOANS; i++)
        if (slot->loan[i] == from) {
            slot->loan[i] = to;
            return true;
        }
    return false;
}

bool sim_loan_open(struct sim *sim, int slot, const struct sim_share_name *name)
{
    if (slot < 0 || !sim_lock(sim))
        return false;
    bool open = find(sim, name) && sim_slot_is_mine(sim, (uint32_t)slot) && set_loan(&sim->state->slot[slot], 0, name->key);
    sim_unlock(sim);
    return open;
}

void sim_loan_close(struct sim *sim, int slot, const struct sim_share_name *name)
{
    if (slot < 0 || !sim_lock(sim))
        return;
    if (sim_slot_is_mine(sim, (uint32_t)slot))
        set_loan(&sim->state->slot[slot], name->key, 0);
    sim_unlock(sim);
}

pid_t sim_share_maker(struct sim *sim, const struct sim_share_name *name)
{
    pid_t pid = 0;
    struct sim_share *share = find(sim, name);
    bool known = share && share->slot < SIM_SLOTS && sim->state->slot[share->slot].identity == share->identity;
    return known && sim_slot_alive(sim, share->slot, &pid) ? pid : 0;
}

uint64_t sim_orphaned_bytes(const struct sim *sim, uint32_t gpu, int gi, int slot)
{
    uint64_t sum = 0;
    for (uint32_t index = 0; index < SIM_SHARES; index++) {
        const struct sim_share *share = &sim->state->share[index];
        if (!share->key || share->gpu != gpu || (gi >= 0 && share->gi != gi) || has_maker(sim, share))
            continue;
        int charged = holder(sim, share);
        if (charged >= 0 && (slot < 0 || slot == charged))
            sum += share->bytes;
    }
    return sum;
}
