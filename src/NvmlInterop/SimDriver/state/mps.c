#include "mps.h"

#include <stdlib.h>

static bool is_of(const struct sim_slot *client, const struct sim_slot *slot, uint32_t index)
{
    return client->mps_server == index + 1 && client->mps_server_identity == slot->identity;
}

bool sim_mps_together(const struct sim *sim, uint32_t slot, uint32_t other)
{
    const struct sim_slot *one = &sim->state->slot[slot], *two = &sim->state->slot[other];
    bool siblings = one->mps_server && one->mps_server == two->mps_server && one->mps_server_identity == two->mps_server_identity;
    return siblings || is_of(one, two, other) || is_of(two, one, slot);
}

bool sim_mps_lost(const struct sim *sim, uint32_t slot)
{
    pid_t pid;
    const struct sim_slot *client = &sim->state->slot[slot];
    uint32_t server = client->mps_server - 1;
    if (!client->mps_server)
        return false;
    return server >= SIM_SLOTS || sim->state->slot[server].identity != client->mps_server_identity || !sim_slot_alive(sim, server, &pid);
}

uint64_t sim_mps_room(const struct sim *sim, uint32_t slot, uint32_t gpu)
{
    const struct sim_slot *client = &sim->state->slot[slot];
    uint64_t limit = client->mps_limit[gpu], held = client->gpu[gpu].bytes;
    if (!client->mps_server || !limit)
        return UINT64_MAX;
    return held < limit ? limit - held : 0;
}

uint64_t sim_mps_bytes(const char *text)
{
    char *end;
    unsigned long long number = strtoull(text, &end, 10);
    unsigned shift = *end == 'G' || *end == 'g' ? 30 : *end == 'M' || *end == 'm' ? 20 : 0;
    if (end == text || !shift || (end[1] && end[1] != 'B' && end[1] != 'b') || number > UINT64_MAX >> shift)
        return 0;
    return (uint64_t)number << shift;
}
