#include "mig.h"
#include "slots.h"

#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

const struct sim_mig_profile *sim_profile_of(struct sim_gpu *gpu, uint32_t gi)
{
    static const struct sim_mig_profile none;
    struct sim_mig_profile *profile = gi < SIM_GIS ? sim_mig_profile(gpu, gpu->gi[gi].profile) : NULL;
    return profile ? profile : &none;
}

struct sim_gi *sim_gi(struct sim_gpu *gpu, uint32_t id)
{
    return id < SIM_GIS && gpu->gi[id].used && sim_mig_profile(gpu, gpu->gi[id].profile) ? &gpu->gi[id] : NULL;
}

struct sim_ci *sim_ci(struct sim_gpu *gpu, uint32_t gi, uint32_t id)
{
    struct sim_gi *instance = sim_gi(gpu, gi);
    return instance && id < SIM_CIS && instance->ci[id].used ? &instance->ci[id] : NULL;
}

static bool overlaps(uint32_t start, uint32_t size, uint32_t other, uint32_t other_size)
{
    return start < other + other_size && other < start + size;
}

static uint32_t count_of(struct sim_gpu *gpu, uint32_t profile)
{
    uint32_t count = 0;
    for (uint32_t id = 0; id < SIM_GIS; id++)
        count += sim_gi(gpu, id) && gpu->gi[id].profile == profile;
    return count;
}

static bool placement_exists(const struct sim_mig_profile *profile, uint32_t start)
{
    for (uint32_t i = 0; i < profile->placements && i < SIM_PLACEMENTS; i++)
        if (profile->placement[i] == start)
            return true;
    return false;
}

static bool room_at(struct sim_gpu *gpu, uint32_t start, uint32_t size)
{
    for (uint32_t id = 0; id < SIM_GIS; id++)
        if (sim_gi(gpu, id) && overlaps(start, size, gpu->gi[id].start, gpu->gi[id].size))
            return false;
    return true;
}

bool sim_gi_fits(struct sim_gpu *gpu, uint32_t index, uint32_t start)
{
    struct sim_mig_profile *profile = sim_mig_profile(gpu, index);
    return profile && count_of(gpu, index) < profile->max && placement_exists(profile, start) && room_at(gpu, start, profile->size);
}

uint32_t sim_gi_remaining(struct sim_gpu *gpu, uint32_t index)
{
    struct sim_mig_profile *profile = sim_mig_profile(gpu, index);
    uint32_t count = 0, free_from = 0;
    for (uint32_t i = 0; profile && i < profile->placements && i < SIM_PLACEMENTS; i++) {
        uint32_t start = profile->placement[i];
        if (start < free_from || !sim_gi_fits(gpu, index, start))
            continue;
        count++;
        free_from = start + profile->size;
    }
    uint32_t left = profile ? profile->max - count_of(gpu, index) : 0;
    return count < left ? count : left;
}

/* The driver numbers instances by place: the whole, the halves, the quarters, the eighths. */
static uint32_t id_at(uint32_t start, uint32_t size)
{
    return size >= 8 ? 0 : size >= 4 ? 1 + start / 4 : size >= 2 ? 3 + start / 2 : 7 + start;
}

int sim_gi_create(struct sim_gpu *gpu, uint32_t index, uint32_t start)
{
    struct sim_mig_profile *profile = sim_mig_profile(gpu, index);
    for (uint32_t i = 0; profile && start == SIM_ANYWHERE && i < profile->placements && i < SIM_PLACEMENTS; i++)
        if (sim_gi_fits(gpu, index, profile->placement[i]))
            start = profile->placement[i];
    if (!sim_gi_fits(gpu, index, start) || id_at(start, profile->size) >= SIM_GIS)
        return -1;
    struct sim_gi *instance = &gpu->gi[id_at(start, profile->size)];
    memset(instance, 0, sizeof *instance);
    instance->profile = index;
    instance->start = start;
    instance->size = profile->size;
    __atomic_store_n(&instance->used, 1, __ATOMIC_RELEASE);
    return (int)id_at(start, profile->size);
}

void sim_gi_destroy(struct sim_gpu *gpu, uint32_t gi)
{
    if (gi < SIM_GIS)
        memset(&gpu->gi[gi], 0, sizeof gpu->gi[gi]);
}

uint32_t sim_ci_slices(struct sim_gpu *gpu, uint32_t gi, uint32_t kind)
{
    static const uint32_t slices_of_kind[] = {1, 2, 3, 4, 7};
    struct sim_gi *instance = sim_gi(gpu, gi);
    if (!instance || kind >= sizeof slices_of_kind / sizeof *slices_of_kind)
        return 0;
    uint32_t whole = sim_profile_of(gpu, gi)->slices, slices = slices_of_kind[kind];
    return slices <= whole && !(whole == 4 && slices == 3) ? slices : 0;
}

uint32_t sim_ci_sm(struct sim_gpu *gpu, uint32_t gi, uint32_t slices)
{
    const struct sim_mig_profile *profile = sim_profile_of(gpu, gi);
    return slices >= profile->slices ? profile->sm : gpu->model.mig[0].sm * slices;
}

static bool ci_room(const struct sim_gi *instance, uint32_t start, uint32_t slices)
{
    for (uint32_t id = 0; id < SIM_CIS; id++)
        if (instance->ci[id].used && overlaps(start, slices, instance->ci[id].start, instance->ci[id].slices))
            return false;
    return true;
}

uint32_t sim_ci_remaining(struct sim_gpu *gpu, uint32_t gi, uint32_t slices)
{
    struct sim_gi *instance = sim_gi(gpu, gi);
    uint32_t whole = instance ? sim_profile_of(gpu, gi)->slices : 0, count = 0;
    for (uint32_t start = 0; slices && start + slices <= whole;) {
        bool room = ci_room(instance, start, slices);
        count += room;
        start += room ? slices : 1;
    }
    return count;
}

static int ci_place(struct sim_gpu *gpu, uint32_t gi, uint32_t slices, uint32_t start)
{
    struct sim_gi *instance = &gpu->gi[gi];
    uint32_t whole = sim_profile_of(gpu, gi)->slices;
    if (start != SIM_ANYWHERE)
        return start + slices <= whole && ci_room(instance, start, slices) ? (int)start : -1;
    for (uint32_t at = 0; at + slices <= whole; at++)
        if (ci_room(instance, at, slices))
            return (int)at;
    return -1;
}

int sim_ci_create(struct sim_gpu *gpu, uint32_t gi, uint32_t kind, uint32_t start)
{
    uint32_t slices = sim_ci_slices(gpu, gi, kind);
    int at = slices ? ci_place(gpu, gi, slices, start) : -1;
    for (uint32_t id = 0; at >= 0 && id < SIM_CIS; id++) {
        struct sim_ci *instance = &gpu->gi[gi].ci[id];
        if (instance->used)
            continue;
        instance->kind = kind;
        instance->slices = slices;
        instance->start = (uint32_t)at;
        sim_new_uuid(instance->uuid, sizeof instance->uuid, "MIG-");
        __atomic_store_n(&instance->used, 1, __ATOMIC_RELEASE);
        return (int)id;
    }
    return -1;
}

void sim_ci_destroy(struct sim_gpu *gpu, uint32_t gi, uint32_t ci)
{
    if (sim_ci(gpu, gi, ci))
        memset(&gpu->gi[gi].ci[ci], 0, sizeof gpu->gi[gi].ci[ci]);
}

void sim_mig_name(struct sim_gpu *gpu, uint32_t gi, uint32_t ci, char *name, size_t size)
{
    char profile[32];
    const struct sim_mig_profile *whole = sim_profile_of(gpu, gi);
    SIM_TEXT(profile, sizeof profile, whole->name);
    uint32_t slices = gpu->gi[gi].ci[ci].slices;
    if (slices < whole->slices)
        snprintf(name, size, "%uc.%s", slices, profile);
    else
        snprintf(name, size, "%s", profile);
}

void sim_new_uuid(char *uuid, size_t size, const char *prefix)
{
    unsigned char b[16] = {0};
    syscall(SYS_getrandom, b, sizeof b, 0);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    snprintf(uuid, size, "%s%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", prefix, b[0], b[1], b[2], b[3], b[4], b[5],
             b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

bool sim_in_use(struct sim *sim, uint32_t gpu, int gi, int ci)
{
    pid_t pid;
    for (uint32_t index = 0; gpu < SIM_GPUS && index < SIM_SLOTS; index++) {
        struct sim_slot_gpu *held = &sim->state->slot[index].gpu[gpu];
        if ((held->bytes || held->contexts) && (gi < 0 || held->gi == gi) && (ci < 0 || held->ci == ci) && sim_slot_alive(sim, index, &pid))
            return true;
    }
    return false;
}
