/* Managed memory: what of a process's bytes on a GPU gives way when others need the room. For all of these the caller holds the lock. */
#ifndef COASTER_SIM_MANAGED_H
#define COASTER_SIM_MANAGED_H

#include "state.h"

/* How much of it the slot has on the GPU: less than it took when some of it gave way. */
uint64_t sim_managed_bytes(const struct sim *sim, int slot, uint32_t gpu);

/* How much could give way to the slot; its own only where `own`. gi >= 0 counts only that GPU instance. */
uint64_t sim_could_give_way(struct sim *sim, int slot, uint32_t gpu, int gi, bool own);
/* Makes so much give way, rounded up to blocks, the slot's own last. Returns how much did. */
uint64_t sim_give_way(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes);

/* Takes blocks for the slot's managed memory as far as they fit, and makes others' give way where `push`. Returns how many bytes. */
uint64_t sim_take_managed(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes, bool push);
void sim_give_managed(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes);

#endif
