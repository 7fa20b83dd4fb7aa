#include "managed.h"

#include "limits.h"
#include "slots.h"

#define BLOCK (2 * SIM_MIB)

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t managed_of(const struct sim_slot_gpu *held)
{
    return least(held->managed_bytes, held->bytes);
}

uint64_t sim_managed_bytes(const struct sim *sim, int slot, uint32_t gpu)
{
    return slot < 0 || gpu >= SIM_GPUS ? 0 : managed_of(&sim->state->slot[slot].gpu[gpu]);
}

/* What a living process in that GPU instance has. */
static uint64_t can_give(struct sim *sim, uint32_t slot, uint32_t gpu, int gi)
{
    const struct sim_slot_gpu *held = &sim->state->slot[slot].gpu[gpu];
    pid_t pid;
    return managed_of(held) && (gi < 0 || held->gi == gi) && sim_slot_alive(sim, slot, &pid) ? managed_of(held) : 0;
}

uint64_t sim_could_give_way(struct sim *sim, int slot, uint32_t gpu, int gi, bool own)
{
    uint64_t sum = 0;
    for (uint32_t other = 0; other < SIM_SLOTS; other++)
        if (own || (int)other != slot)
            sum += can_give(sim, other, gpu, gi);
    return sum;
}

uint64_t sim_give_way(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes)
{
    bytes = (bytes + BLOCK - 1) / BLOCK * BLOCK;
    const uint64_t wanted = bytes;
    for (uint32_t step = 1; bytes && step <= SIM_SLOTS; step++) {
        uint32_t other = ((uint32_t)slot + step) % SIM_SLOTS;
        uint64_t given = least(bytes, can_give(sim, other, gpu, gi));
        sim->state->slot[other].gpu[gpu].managed_bytes -= given;
        sim->state->slot[other].gpu[gpu].bytes -= given;
        bytes -= given;
    }
    return wanted - bytes;
}

uint64_t sim_take_managed(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes, bool push)
{
    if (slot < 0 || gpu >= SIM_GPUS || !sim_slot_is_mine(sim, (uint32_t)slot))
        return 0;
    struct sim_slot_gpu *held = &sim->state->slot[slot].gpu[gpu];
    uint64_t used = sim_used_bytes(sim, gpu, gi, true), capacity = sim_capacity_bytes(sim, gpu, gi), room = capacity > used ? capacity - used : 0;
    uint64_t wanted = least(bytes, sim_limit_room(sim, gpu, sim->state->slot[slot].cgroup));
    uint64_t pushed = push && wanted > room ? least(wanted - room, sim_could_give_way(sim, slot, gpu, gi, false)) : 0;
    uint64_t taken = least(wanted, room + pushed) / BLOCK * BLOCK;
    if (taken > room)
        used -= sim_give_way(sim, slot, gpu, gi, taken - room);
    held->managed_bytes = managed_of(held) + taken;
    sim_add_bytes(sim, slot, gpu, taken, gi < 0 ? used + taken : 0);
    return taken;
}

void sim_give_managed(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes)
{
    if (slot < 0 || gpu >= SIM_GPUS || !sim_slot_is_mine(sim, (uint32_t)slot))
        return;
    struct sim_slot_gpu *held = &sim->state->slot[slot].gpu[gpu];
    uint64_t given = least(bytes, managed_of(held));
    held->managed_bytes -= given;
    held->bytes -= given;
}
