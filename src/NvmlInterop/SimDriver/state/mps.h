/* Clients of MPS servers: whose context is whose, and what a client may hold. A server is a process with a slot like any other. */
#ifndef COASTER_SIM_MPS_H
#define COASTER_SIM_MPS_H

#include "slots.h"

#define SIM_MPS_CLIENTS 48

/* What a server answers a new client with. status: 0, or the CUresult by which the client is refused. */
struct sim_mps_welcome {
    uint32_t status, server, percent, padding;
    uint64_t server_identity;
    uint64_t limit[SIM_GPUS];
};

/* Whether both have their contexts from the same server, or one is the other's. */
bool sim_mps_together(const struct sim *sim, uint32_t slot, uint32_t other);
/* Whether the process is the client of a server that is gone: it holds nothing any more. */
bool sim_mps_lost(const struct sim *sim, uint32_t slot);
/* What a client may still take by its limit. The caller holds the lock. */
uint64_t sim_mps_room(const struct sim *sim, uint32_t slot, uint32_t gpu);
/* "2G", "512M": bytes; 0 when it is none. */
uint64_t sim_mps_bytes(const char *text);

#endif
