#include "fail.h"
#include "simctl.h"
#include "../state/mig.h"
#include "../include/driver_version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void place_on_bus(struct sim_gpu *gpu, uint32_t index)
{
    static const uint32_t buses[SIM_GPUS] = {0x19, 0x3b, 0x4c, 0x5d, 0x9b, 0xbb, 0xcb, 0xdb, 0x1b, 0x3d, 0x4e, 0x5f, 0x9d, 0xbd, 0xcd, 0xdd};
    gpu->minor = index;
    gpu->bus = buses[index];
    gpu->numa = buses[index] >= 0x80;
    snprintf(gpu->bus_id, sizeof gpu->bus_id, "%08X:%02X:%02X.0", gpu->domain, gpu->bus, gpu->device);
}

static void make_gpu(struct sim_gpu *gpu, const struct sim_model *model, uint32_t index)
{
    gpu->model = *model;
    place_on_bus(gpu, index);
    sim_new_uuid(gpu->uuid, sizeof gpu->uuid, "GPU-");
    snprintf(gpu->serial, sizeof gpu->serial, "16523240%05u", index * 37 + 11);
    gpu->util = gpu->temperature = gpu->power_w = -1;
    gpu->power_limit_w = model->power_limit_w;
    gpu->persistence = 1;
}

/* Two small, one middle and one large instance: something of every kind. */
static void partition(struct sim_gpu *gpu)
{
    static const struct { uint32_t kind, start; } layout[] = {{0, 0}, {0, 1}, {1, 2}, {2, 4}};
    static const uint32_t whole[] = {0, 1, 2};
    if (!gpu->model.mig_capable)
        return;
    gpu->mig_current = gpu->mig_pending = 1;
    for (size_t i = 0; i < sizeof layout / sizeof *layout; i++)
        for (uint32_t profile = 0; profile < gpu->model.mig_profiles; profile++)
            if (gpu->model.mig[profile].kind == layout[i].kind) {
                int gi = sim_gi_create(gpu, profile, layout[i].start);
                if (gi >= 0)
                    sim_ci_create(gpu, (uint32_t)gi, whole[layout[i].kind], SIM_ANYWHERE);
            }
}

static void add_gpus(struct sim_state *state, const char *profiles, char *item, bool mig)
{
    struct sim_model model;
    char *colon = strchr(item, ':'), *end = item;
    unsigned long count = colon ? strtoul(colon + 1, &end, 10) : 1;
    if (!*item || (colon && (*end || end == colon + 1)) || !count || count > SIM_GPUS - state->gpus)
        fail("cannot make the simulated GPUs: `%s` is not NAME or NAME:COUNT, or asks for more than %d GPUs together. Write for example h200:8,t4:2.", item,
             SIM_GPUS);
    if (colon)
        *colon = 0;
    load_model(profiles, item, &model);
    while (count--) {
        struct sim_gpu *gpu = &state->gpu[state->gpus];
        make_gpu(gpu, &model, state->gpus++);
        if (mig)
            partition(gpu);
    }
}

static void set_driver(struct sim_state *state, const char *driver)
{
    bool newer = driver && !strcmp(driver, SIM_LIMITS_DRIVER_VERSION);
    if (driver && !newer && strcmp(driver, SIM_DRIVER_VERSION))
        fail("cannot simulate driver `%s`: it is not built. Use %s or %s.", driver, SIM_DRIVER_VERSION, SIM_LIMITS_DRIVER_VERSION);
    state->cuda_version = newer ? SIM_LIMITS_CUDA_VERSION : SIM_CUDA_VERSION;
    snprintf(state->driver_version, sizeof state->driver_version, "%s", newer ? SIM_LIMITS_DRIVER_VERSION : SIM_DRIVER_VERSION);
}

static void fill(struct sim_state *state, const char *profiles, const char *spec, const char *driver, bool mig)
{
    char list[512], *rest = NULL;
    state->version = SIM_VERSION;
    state->size = sizeof *state;
    state->created_ns = sim_now_ns();
    set_driver(state, driver);
    snprintf(list, sizeof list, "%s", spec);
    for (char *item = strtok_r(list, ",", &rest); item; item = strtok_r(NULL, ",", &rest))
        add_gpus(state, profiles, item, mig);
    if (!state->gpus)
        fail("cannot make the simulated GPUs: `%s` names none. Write for example h200:8,t4:2.", spec);
    state->magic = SIM_MAGIC;
}

static void write_all(const char *path, int fd, const struct sim_state *state)
{
    const char *from = (const char *)state;
    for (size_t done = 0; done < sizeof *state;) {
        ssize_t wrote = write(fd, from + done, sizeof *state - done);
        if (wrote <= 0)
            fail("cannot write the simulated driver's state: %s: %s. Free some space or choose another folder.", path, strerror(errno));
        done += (size_t)wrote;
    }
}

/* A new file takes the old one's place, so that a process still using the old one keeps a whole state. */
void create_state(const char *path, const char *profiles, const char *spec, const char *driver, bool mig)
{
    char draft[4096];
    struct sim_state *state = calloc(1, sizeof *state);
    if (!state)
        fail("cannot make the simulated driver's state: out of memory. Free some.");
    fill(state, profiles, spec, driver, mig);
    snprintf(draft, sizeof draft, "%s.new", path);
    int fd = open(draft, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        fail("cannot make the simulated driver's state: %s: %s. Run as root or choose another folder.", draft, strerror(errno));
    write_all(draft, fd, state);
    /* Every user of the machine opens it for writing, whatever the umask. */
    if (fchmod(fd, 0666) || close(fd) || rename(draft, path))
        fail("cannot make the simulated driver's state: %s: %s. Run as root or choose another folder.", path, strerror(errno));
    free(state);
}
