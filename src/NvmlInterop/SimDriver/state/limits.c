#include "limits.h"

#include "shares.h"

#include <string.h>
#include <unistd.h>

static bool is_in(const uint64_t *cgroups, uint64_t inode, uint64_t name)
{
    for (int i = 0; i < SIM_CGROUPS && cgroups[i]; i++)
        if (cgroups[i] == inode || cgroups[i] == name)
            return true;
    return false;
}

static uint64_t used_in(struct sim *sim, uint32_t gpu, uint64_t inode, uint64_t name)
{
    uint64_t sum = 0;
    pid_t pid;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        const struct sim_slot *slot = &sim->state->slot[index];
        if (slot->taken && is_in(slot->cgroup, inode, name) && sim_slot_alive(sim, index, &pid))
            sum += slot->gpu[gpu].bytes + sim_orphaned_bytes(sim, gpu, -1, (int)index);
    }
    return sum;
}

static bool applies(const struct sim_limit *limit, uint32_t gpu, const uint64_t *cgroups)
{
    return limit->used && limit->gpu == gpu && limit->hard != SIM_UNLIMITED && is_in(cgroups, limit->inode, limit->name);
}

static bool is_gone(const struct sim_limit *limit)
{
    char path[sizeof limit->path];
    SIM_TEXT(path, sizeof path, limit->path);
    return access(path, F_OK) != 0;
}

void sim_limit_sweep(struct sim *sim)
{
    for (int i = 0; i < SIM_LIMITS; i++)
        if (sim->state->limit[i].used && is_gone(&sim->state->limit[i]))
            sim->state->limit[i].used = false;
}

static struct sim_limit *place_for(struct sim *sim, uint32_t gpu, uint64_t inode)
{
    struct sim_limit *room = NULL;
    for (int i = 0; i < SIM_LIMITS; i++) {
        struct sim_limit *limit = &sim->state->limit[i];
        if (limit->used && limit->gpu == gpu && limit->inode == inode)
            return limit;
        if (!limit->used)
            room = room ? room : limit;
    }
    return room;
}

bool sim_limit_set(struct sim *sim, uint32_t gpu, const char *path, uint64_t inode, uint64_t name, uint64_t soft, uint64_t hard)
{
    struct sim_limit *limit = place_for(sim, gpu, inode);
    if (!limit)
        return false;
    *limit = (struct sim_limit){soft || hard != SIM_UNLIMITED, gpu, inode, name, soft, hard, ""};
    sim_text(limit->path, sizeof limit->path, path, sizeof limit->path);
    return true;
}

uint64_t sim_limit_room(struct sim *sim, uint32_t gpu, const uint64_t *cgroups)
{
    uint64_t room = SIM_UNLIMITED;
    for (int i = 0; i < SIM_LIMITS; i++) {
        const struct sim_limit *limit = &sim->state->limit[i];
        if (!applies(limit, gpu, cgroups))
            continue;
        uint64_t used = used_in(sim, gpu, limit->inode, limit->name), left = used < limit->hard ? limit->hard - used : 0;
        room = left < room ? left : room;
    }
    return room;
}

bool sim_limit_any(const struct sim *sim, uint32_t gpu)
{
    for (int i = 0; i < SIM_LIMITS; i++)
        if (sim->state->limit[i].used && sim->state->limit[i].gpu == gpu)
            return true;
    return false;
}

void sim_limit_get(struct sim *sim, uint32_t gpu, uint64_t inode, uint64_t name, uint64_t *soft, uint64_t *hard, uint64_t *used)
{
    *soft = 0;
    *hard = SIM_UNLIMITED;
    *used = used_in(sim, gpu, inode, name);
    for (int i = 0; i < SIM_LIMITS; i++) {
        const struct sim_limit *limit = &sim->state->limit[i];
        if (limit->used && limit->gpu == gpu && limit->inode == inode) {
            *soft = limit->soft;
            *hard = limit->hard;
        }
    }
}

bool sim_limit_of(struct sim *sim, uint32_t gpu, const uint64_t *cgroups, uint64_t *hard, uint64_t *used)
{
    *hard = SIM_UNLIMITED;
    for (int i = 0; i < SIM_LIMITS; i++) {
        const struct sim_limit *limit = &sim->state->limit[i];
        if (!applies(limit, gpu, cgroups) || limit->hard >= *hard)
            continue;
        *hard = limit->hard;
        *used = used_in(sim, gpu, limit->inode, limit->name);
    }
    return *hard != SIM_UNLIMITED;
}
