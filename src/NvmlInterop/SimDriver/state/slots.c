#include "cgroups.h"
#include "limits.h"
#include "managed.h"
#include "mps.h"
#include "shares.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/*
 * The same in both libraries of a process, different in every other process and after exec: the kernel's random bytes of this program
 * image and the pid. A reader needs it because F_GETLK never reports the caller's own locks.
 */
static uint64_t own_identity(void)
{
    uint64_t words[2] = {1, 2};
    const void *random = (const void *)getauxval(AT_RANDOM);
    if (random)
        memcpy(words, random, sizeof words);
    uint64_t mix = words[0] * 0x9e3779b97f4a7c15ull ^ (words[1] >> 7 | words[1] << 57) ^ (uint64_t)getpid() * 0xbf58476d1ce4e5b9ull;
    mix = (mix ^ mix >> 31) * 0x94d049bb133111ebull;
    return (mix ^ mix >> 29) | 1;
}

static struct flock slot_range(uint32_t index, short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = SIM_LOCK_SLOTS + index, .l_len = 1};
}

bool sim_slot_is_mine(const struct sim *sim, uint32_t index)
{
    return sim->state->slot[index].taken && sim->state->slot[index].identity == own_identity();
}

bool sim_slot_alive(const struct sim *sim, uint32_t index, pid_t *pid)
{
    struct flock range = slot_range(index, F_WRLCK);
    *pid = 0;
    if (!__atomic_load_n(&sim->state->slot[index].taken, __ATOMIC_ACQUIRE))
        return false;
    if (fcntl(sim->fd, F_GETLK, &range))
        return false;
    if (range.l_type != F_UNLCK) {
        *pid = range.l_pid > 0 ? range.l_pid : 0;
        return true;
    }
    if (!sim_slot_is_mine(sim, index))
        return false;
    *pid = getpid();
    return true;
}

static void process_name(char *name, size_t size)
{
    int fd = open("/proc/self/comm", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, name, size - 1);
    if (fd >= 0)
        close(fd);
    name[got > 0 ? got : 0] = 0;
    name[strcspn(name, "\n")] = 0;
}

static void fill(struct sim_slot *slot)
{
    memset(slot->gpu, 0, sizeof slot->gpu);
    memset(slot->loan, 0, sizeof slot->loan);
    for (int gpu = 0; gpu < SIM_GPUS; gpu++)
        slot->gpu[gpu].gi = slot->gpu[gpu].ci = -1;
    sim_own_cgroups(slot->cgroup);
    slot->mps_server = 0;
    memset(&slot->lane, 0, sizeof slot->lane);
    slot->start_us = sim_wall_us();
    slot->identity = own_identity();
    process_name(slot->name, sizeof slot->name);
    __atomic_store_n(&slot->taken, 1, __ATOMIC_RELEASE);
}

int sim_slot_claim(struct sim *sim)
{
    pid_t holder;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        struct flock range = slot_range(index, F_WRLCK);
        if (sim_slot_alive(sim, index, &holder) || fcntl(sim->fd, F_SETLK, &range))
            continue;
        fill(&sim->state->slot[index]);
        return (int)index;
    }
    return -1;
}

void sim_slot_release(struct sim *sim, int index)
{
    struct flock range = slot_range((uint32_t)index, F_UNLCK);
    __atomic_store_n(&sim->state->slot[index].taken, 0, __ATOMIC_RELEASE);
    fcntl(sim->fd, F_SETLK, &range);
}

static bool counts(const struct sim_slot_gpu *held, int gi)
{
    return held->bytes && (gi < 0 || held->gi == gi);
}

uint64_t sim_used_bytes(struct sim *sim, uint32_t gpu, int gi, bool reclaim)
{
    uint64_t sum = 0;
    pid_t pid;
    for (uint32_t index = 0; index < SIM_SLOTS; index++) {
        struct sim_slot *slot = &sim->state->slot[index];
        if (!slot->taken)
            continue;
        if (!sim_slot_alive(sim, index, &pid)) {
            if (reclaim)
                slot->taken = 0;
        } else if (counts(&slot->gpu[gpu], gi) && !sim_mps_lost(sim, index)) {
            sum += slot->gpu[gpu].bytes;
        }
    }
    uint64_t capacity = sim_capacity_bytes(sim, gpu, gi);
    sum += sim_orphaned_bytes(sim, gpu, gi, -1);
    return sum < capacity ? sum : capacity;
}

uint64_t sim_capacity_bytes(struct sim *sim, uint32_t gpu, int gi)
{
    struct sim_gpu *record = sim_gpu(sim, gpu);
    if (!record)
        return 0;
    if (gi >= 0 && gi < SIM_GIS) {
        struct sim_mig_profile *profile = sim_mig_profile(record, record->gi[gi].profile);
        return profile ? profile->memory_mib * SIM_MIB : 0;
    }
    uint64_t total = record->model.memory_mib, reserved = record->model.reserved_mib;
    return total > reserved ? (total - reserved) * SIM_MIB : 0;
}

static void raise_to(uint64_t *most, uint64_t bytes)
{
    if (bytes > *most)
        *most = bytes;
}

void sim_add_bytes(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes, uint64_t used)
{
    struct sim_slot_gpu *held = &sim->state->slot[slot].gpu[gpu];
    held->bytes += bytes;
    raise_to(&held->peak_bytes, held->bytes);
    raise_to(&sim->state->gpu[gpu].peak_bytes, used ? used : sim_used_bytes(sim, gpu, -1, false));
}

bool sim_take_bytes(struct sim *sim, int slot, uint32_t gpu, int gi, uint64_t bytes)
{
    bool fits = false;
    if (slot < 0 || gpu >= SIM_GPUS || !sim_lock(sim))
        return false;
    if (sim_slot_is_mine(sim, (uint32_t)slot)) {
        uint64_t used = sim_used_bytes(sim, gpu, gi, true), capacity = sim_capacity_bytes(sim, gpu, gi);
        uint64_t room = used < capacity ? capacity - used : 0, more = bytes > room ? bytes - room : 0;
        fits = bytes <= sim_limit_room(sim, gpu, sim->state->slot[slot].cgroup) && bytes <= sim_mps_room(sim, (uint32_t)slot, gpu) &&
               (!more || more <= sim_could_give_way(sim, slot, gpu, gi, true));
        if (fits) {
            used -= sim_give_way(sim, slot, gpu, gi, more);
            sim_add_bytes(sim, slot, gpu, bytes, gi < 0 ? used + bytes : 0);
        }
    }
    sim_unlock(sim);
    return fits;
}

void sim_give_bytes(struct sim *sim, int slot, uint32_t gpu, uint64_t bytes)
{
    if (slot < 0 || gpu >= SIM_GPUS || !sim_lock(sim))
        return;
    if (sim_slot_is_mine(sim, (uint32_t)slot)) {
        struct sim_slot_gpu *held = &sim->state->slot[slot].gpu[gpu];
        held->bytes -= bytes < held->bytes ? bytes : held->bytes;
    }
    sim_unlock(sim);
}

bool sim_others_use(const struct sim *sim, int slot, uint32_t gpu)
{
    pid_t pid;
    for (uint32_t index = 0; gpu < SIM_GPUS && index < SIM_SLOTS; index++)
        if ((int)index != slot && sim->state->slot[index].gpu[gpu].contexts && !sim_mps_together(sim, (uint32_t)slot, index) &&
            sim_slot_alive(sim, index, &pid) && !sim_mps_lost(sim, index))
            return true;
    return false;
}
