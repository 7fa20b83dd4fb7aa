#include "../include/driver_version.h"
#include "cuda_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct sim cuda = {.fd = -1};
int cuda_slot = -1;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct cuda_device devices[SIM_GPUS];
static int device_count = -1;

static bool first_mig(uint32_t gpu, struct cuda_device *device, const char *uuid)
{
    struct sim_gpu *record = sim_gpu(&cuda, gpu);
    for (uint32_t gi = 0; gi < SIM_GIS; gi++)
        for (uint32_t ci = 0; ci < SIM_CIS; ci++) {
            struct sim_ci *instance = sim_ci(record, gi, ci);
            if (!instance || !sim_mig_visible(&cuda, record, gi, ci) || (uuid && strncasecmp(instance->uuid, uuid, strlen(uuid))))
                continue;
            *device = (struct cuda_device){gpu, (int)gi, (int)ci, ""};
            SIM_TEXT(device->uuid, sizeof device->uuid, instance->uuid);
            return true;
        }
    return false;
}

/* A GPU in MIG mode is its first MIG device, and none without one. */
static bool make_device(uint32_t gpu, struct cuda_device *device)
{
    struct sim_gpu *record = sim_gpu(&cuda, gpu);
    if (!sim_gpu_visible(&cuda, gpu) || record->lost)
        return false;
    if (record->mig_current)
        return first_mig(gpu, device, NULL);
    *device = (struct cuda_device){gpu, -1, -1, ""};
    SIM_TEXT(device->uuid, sizeof device->uuid, record->uuid);
    return true;
}

static bool find_by_uuid(const char *name, struct cuda_device *device)
{
    for (uint32_t gpu = 0; gpu < sim_gpu_count(&cuda); gpu++) {
        if (!strncmp(name, "MIG-", 4) ? sim_gpu_visible(&cuda, gpu) && first_mig(gpu, device, name)
                                      : !strncasecmp(sim_gpu(&cuda, gpu)->uuid, name, strlen(name)) && make_device(gpu, device))
            return true;
    }
    return false;
}

static bool find_device(const char *name, const struct cuda_device *all, int total, struct cuda_device *device)
{
    char *end;
    if (!strncmp(name, "GPU-", 4) || !strncmp(name, "MIG-", 4))
        return find_by_uuid(name, device);
    long index = strtol(name, &end, 10);
    if (end == name || *end || index < 0 || index >= total)
        return false;
    *device = all[index];
    return true;
}

/* CUDA_VISIBLE_DEVICES: in its order, up to the first name that is none. */
static int select_devices(const char *list, const struct cuda_device *all, int total)
{
    char words[1024], *rest = NULL;
    int count = 0;
    strncpy(words, list, sizeof words - 1);
    words[sizeof words - 1] = 0;
    for (char *word = strtok_r(words, ", ", &rest); word && count < SIM_GPUS; word = strtok_r(NULL, ", ", &rest))
        if (!find_device(word, all, total, &devices[count++]))
            return count - 1;
    return count;
}

static int find_devices(void)
{
    struct cuda_device all[SIM_GPUS];
    const char *list = getenv("CUDA_VISIBLE_DEVICES");
    int total = 0;
    for (uint32_t gpu = 0; gpu < sim_gpu_count(&cuda); gpu++)
        total += make_device(gpu, &all[total]);
    if (list)
        return select_devices(list, all, total);
    memcpy(devices, all, sizeof all);
    return total;
}

static CUresult open_driver(void)
{
    switch (sim_open(&cuda)) {
    case SIM_OK:
        break;
    case SIM_DENIED:
        return CUDA_ERROR_OPERATING_SYSTEM;
    case SIM_MISMATCH:
        return CUDA_ERROR_SYSTEM_DRIVER_MISMATCH;
    default:
        return CUDA_ERROR_NO_DEVICE;
    }
    if (sim_node_error(&cuda, "nvidiactl"))
        return CUDA_ERROR_NO_DEVICE;
    /* Without the memory manager's node the real driver says no more than this. */
    return sim_node_error(&cuda, "nvidia-uvm") ? CUDA_ERROR_UNKNOWN : CUDA_SUCCESS;
}

static bool inherited;

static void in_child(void)
{
    inherited = true;
}

static CUresult start(void)
{
    CUresult result = open_driver();
    if (result != CUDA_SUCCESS)
        return result;
    if (pthread_atfork(NULL, NULL, in_child))
        return CUDA_ERROR_OUT_OF_MEMORY;
    int count = find_devices();
    if (!count)
        return CUDA_ERROR_NO_DEVICE;
    if (!sim_lock(&cuda))
        return CUDA_ERROR_DEVICE_UNAVAILABLE;
    cuda_slot = sim_slot_claim(&cuda);
    sim_unlock(&cuda);
    if (cuda_slot < 0)
        return CUDA_ERROR_DEVICE_UNAVAILABLE;
    result = cuda_mps_attach();
    if (result != CUDA_SUCCESS) {
        sim_slot_release(&cuda, cuda_slot);
        return result;
    }
    device_count = count;
    return CUDA_SUCCESS;
}

API CUresult cuInit(unsigned flags)
{
    NEED(flags == 0);
    if (device_count >= 0)
        return cuda_ready();
    pthread_mutex_lock(&guard);
    CUresult result = device_count >= 0 ? CUDA_SUCCESS : start();
    pthread_mutex_unlock(&guard);
    return result;
}

/* As with the real driver, a child of a process that has initialised CUDA cannot use it; and as there, no call asks the kernel for that. */
CUresult cuda_ready(void)
{
    return device_count >= 0 && !inherited ? CUDA_SUCCESS : CUDA_ERROR_NOT_INITIALIZED;
}

const struct cuda_device *cuda_device(CUdevice ordinal)
{
    return ordinal >= 0 && ordinal < device_count ? &devices[ordinal] : NULL;
}

int cuda_device_total(void)
{
    return device_count;
}

struct sim_gpu *cuda_gpu(const struct cuda_device *device)
{
    return sim_gpu(&cuda, device->gpu);
}

uint32_t cuda_sm_count(const struct cuda_device *device)
{
    struct sim_gpu *gpu = cuda_gpu(device);
    if (!gpu)
        return 1;
    struct sim_ci *instance = device->gi >= 0 ? sim_ci(gpu, (uint32_t)device->gi, (uint32_t)device->ci) : NULL;
    uint32_t count = instance ? sim_ci_sm(gpu, (uint32_t)device->gi, instance->slices) : gpu->model.sm_count;
    return count ? count : 1;
}

struct sim_timeline *cuda_timeline(const struct cuda_device *device)
{
    return cuda_mps_is_client() ? &cuda.state->slot[cuda_slot].lane : cuda_load(device);
}

struct sim_timeline *cuda_load(const struct cuda_device *device)
{
    return device->gi >= 0 ? &cuda.state->gpu[device->gpu].gi[device->gi].time : &cuda.state->gpu[device->gpu].time;
}

API CUresult cuDriverGetVersion(int *version)
{
    NEED(version);
    *version = cuda.state ? (int)cuda.state->cuda_version : SIM_CUDA_VERSION;
    return CUDA_SUCCESS;
}
