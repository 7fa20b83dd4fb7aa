#include "simctl.h"
#include "../state/mig.h"
#include "../state/slots.h"
#include "../state/timeline.h"

#include <inttypes.h>
#include <stdio.h>

static void show_text(const char *key, const char *from, size_t size)
{
    char text[128];
    sim_text(text, sizeof text, from, size);
    printf("%s=%s\n", key, text);
}
#define SHOW_TEXT(key, from) show_text(key, from, sizeof(from))

static void show_mig(struct sim_gpu *gpu)
{
    for (uint32_t gi = 0; gi < SIM_GIS; gi++)
        for (uint32_t ci = 0; ci < SIM_CIS; ci++) {
            char name[64], uuid[48];
            if (!sim_ci(gpu, gi, ci))
                continue;
            sim_mig_name(gpu, gi, ci, name, sizeof name);
            SIM_TEXT(uuid, sizeof uuid, sim_ci(gpu, gi, ci)->uuid);
            printf("mig=%s gi=%u ci=%u start=%u uuid=%s\n", name, gi, ci, gpu->gi[gi].start, uuid);
        }
}

static void show_gpu(struct sim *sim, uint32_t index)
{
    struct sim_gpu *gpu = sim_gpu(sim, index);
    printf("gpu=%u\nminor=%u\n", index, gpu->minor);
    SHOW_TEXT("name", gpu->model.name);
    SHOW_TEXT("uuid", gpu->uuid);
    SHOW_TEXT("bus_id", gpu->bus_id);
    SHOW_TEXT("vbios", gpu->model.vbios);
    printf("memory_mib=%" PRIu64 "\nused_mib=%" PRIu64 "\n", gpu->model.memory_mib, sim_used_bytes(sim, index, -1, false) / SIM_MIB);
    printf("peak_mib=%" PRIu64 "\n", gpu->peak_bytes / SIM_MIB);
    printf("util=%u\n", gpu->util >= 0 ? (uint32_t)gpu->util : sim_busy_percent(gpu->time.bucket, 5));
    printf("compute_mode=%u\nmig_mode=%u\nlost=%u\necc=%" PRIu64 "\n", gpu->compute_mode, gpu->mig_current, gpu->lost, gpu->ecc_errors);
    show_mig(gpu);
}

void show_state(struct sim *sim)
{
    SHOW_TEXT("driver_version", sim->state->driver_version);
    for (uint32_t index = 0; index < sim_gpu_count(sim); index++)
        show_gpu(sim, index);
}

void show_users(struct sim *sim)
{
    pid_t pid;
    char name[32];
    for (uint32_t index = 0; index < SIM_SLOTS; index++)
        if (sim_slot_alive(sim, index, &pid)) {
            SIM_TEXT(name, sizeof name, sim->state->slot[index].name);
            printf("%d %s\n", (int)pid, name);
        }
}
