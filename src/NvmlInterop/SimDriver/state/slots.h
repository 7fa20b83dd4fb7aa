/* Processes: who holds a slot, what each takes from the GPUs. */
#ifndef COASTER_SIM_SLOTS_H
#define COASTER_SIM_SLOTS_H

#include "state.h"

/* Takes a slot for this process; its index, or -1 when all are taken. The caller holds the lock. */
int sim_slot_claim(struct sim *sim);
void sim_slot_release(struct sim *sim, int index);
bool sim_slot_is_mine(const struct sim *sim, uint32_t index);

/* Whether the slot's process lives. pid: its number as this process sees it, 0 when it is in a pid namespace that this one does not see. */
bool sim_slot_alive(const struct sim *sim, uint32_t index, pid_t *pid);

/* Bytes that living processes hold on a GPU; gi >= 0 counts only that GPU instance. Slots of the dead are given back when reclaim. */
uint64_t sim_used_bytes(struct sim *sim, uint32_t gpu, int gi, bool reclaim);
/* What processes may hold together on the GPU (gi < 0) or in the GPU instance. */
uint64_t sim_capacity_bytes(struct sim *sim, uint32_t gpu, int gi);

/* Adds to this process's bytes, unless that would not fit: managed memory gives way to it. */
bool sim_take_bytes(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes);
/* Writes down that it has so much more. used: what is used of the whole GPU then, 0 when it has to be counted. The caller holds the lock. */
void sim_add_bytes(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes, uint64_t used);
void sim_give_bytes(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes);

/* Whether a living process other than this slot's has a context on the GPU. */
bool sim_others_use(const struct sim *sim, int slot, uint32_t gpu);

#endif
