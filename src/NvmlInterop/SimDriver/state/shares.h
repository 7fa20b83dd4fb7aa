/*
 * Memory that one process made and others may open. Its maker is charged for it as long as it lives and has not freed it; after that the
 * first living process that has it open is.
 */
#ifndef COASTER_SIM_SHARES_H
#define COASTER_SIM_SHARES_H

#include "slots.h"

/* What names a share in the state: its place and a number that is never used again. */
struct sim_share_name {
    uint32_t index, slot;
    uint64_t key;
};

bool sim_share_new(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes, struct sim_share_name *name);
/* The maker has freed it. */
void sim_share_end(struct sim *sim, int slot, const struct sim_share_name *name);
/* This process has it open; false when there is no such share or the process has too many open. */
bool sim_loan_open(struct sim *sim, int slot, const struct sim_share_name *name);
void sim_loan_close(struct sim *sim, int slot, const struct sim_share_name *name);
/* The pid of the share's maker as this process sees it, 0 when it is dead or not seen. */
pid_t sim_share_maker(struct sim *sim, const struct sim_share_name *name);
/* What is open and has lost its maker; slot >= 0 counts only what that process is charged for. */
uint64_t sim_orphaned_bytes(const struct sim *sim, uint32_t gpu, int gi, int slot);

#endif
