#include "nvml_internal.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

struct sim nvml = {.fd = -1};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static atomic_int references;
static uint32_t opened_at; /* which loading of the kernel module the session belongs to */
static bool visible[SIM_GPUS];
static struct nvml_device gpus[SIM_GPUS];
static struct nvml_device migs[SIM_GPUS][SIM_GIS][SIM_CIS];

static void make_handles(void)
{
    for (uint32_t gpu = 0; gpu < SIM_GPUS; gpu++) {
        gpus[gpu] = (struct nvml_device){gpu, -1, -1};
        visible[gpu] = sim_gpu_visible(&nvml, gpu);
        for (int gi = 0; gi < SIM_GIS; gi++)
            for (int ci = 0; ci < SIM_CIS; ci++)
                migs[gpu][gi][ci] = (struct nvml_device){gpu, gi, ci};
    }
}

static nvmlReturn_t open_driver(void)
{
    switch (sim_open(&nvml)) {
    case SIM_OK:
        break;
    case SIM_DENIED:
        return NVML_ERROR_NO_PERMISSION;
    case SIM_MISMATCH:
        return NVML_ERROR_LIB_RM_VERSION_MISMATCH;
    default:
        return NVML_ERROR_DRIVER_NOT_LOADED;
    }
    int refusal = sim_node_error(&nvml, "nvidiactl");
    if (refusal)
        return refusal == EPERM ? NVML_ERROR_OPERATING_SYSTEM : NVML_ERROR_DRIVER_NOT_LOADED;
    if (nvml.state->unloaded)
        return NVML_ERROR_DRIVER_NOT_LOADED;
    opened_at = nvml.state->loads;
    make_handles();
    return NVML_SUCCESS;
}

/* The state is not to be believed: no hang is longer than this, whatever it says. */
#define LONGEST_HANG_NS 600000000000ull
#define HANG_LOOK_NS 20000000u

/* A driver that hangs does so in every call. In looks, so that the end of the hang is seen by whoever is inside. */
static void hang(void)
{
    uint64_t end = sim_now_ns() + LONGEST_HANG_NS;
    for (uint64_t now = sim_now_ns(); now < end && now < __atomic_load_n(&nvml.state->hang_until_ns, __ATOMIC_RELAXED); now = sim_now_ns())
        sim_sleep_ns(HANG_LOOK_NS);
}

API nvmlReturn_t nvmlInitWithFlags(unsigned flags)
{
    (void)flags;
    pthread_mutex_lock(&guard);
    nvmlReturn_t result = references ? NVML_SUCCESS : open_driver();
    references += result == NVML_SUCCESS;
    pthread_mutex_unlock(&guard);
    if (nvml.state)
        hang();
    return result;
}

API nvmlReturn_t nvmlInit_v2(void)
{
    return nvmlInitWithFlags(0);
}

API nvmlReturn_t nvmlInit(void)
{
    return nvmlInitWithFlags(0);
}

API nvmlReturn_t nvmlShutdown(void)
{
    pthread_mutex_lock(&guard);
    nvmlReturn_t result = references ? NVML_SUCCESS : NVML_ERROR_UNINITIALIZED;
    references -= result == NVML_SUCCESS;
    pthread_mutex_unlock(&guard);
    return result;
}

nvmlReturn_t nvml_ready(void)
{
    if (!references)
        return NVML_ERROR_UNINITIALIZED;
    hang();
    if (nvml.state->unloaded)
        return NVML_ERROR_DRIVER_NOT_LOADED;
    return nvml.state->loads == opened_at ? NVML_SUCCESS : NVML_ERROR_UNKNOWN;
}

bool nvml_visible(uint32_t gpu)
{
    return gpu < sim_gpu_count(&nvml) && visible[gpu];
}

uint32_t nvml_visible_count(void)
{
    uint32_t count = 0;
    for (uint32_t gpu = 0; gpu < SIM_GPUS; gpu++)
        count += nvml_visible(gpu);
    return count;
}

nvmlDevice_t nvml_gpu_handle(uint32_t gpu)
{
    return &gpus[gpu];
}

nvmlDevice_t nvml_mig_handle(uint32_t gpu, uint32_t gi, uint32_t ci)
{
    return &migs[gpu][gi][ci];
}

static bool inside(const void *at, const void *table, size_t size)
{
    uintptr_t offset = (uintptr_t)at - (uintptr_t)table;
    return offset < size && offset % sizeof(struct nvml_device) == 0;
}

nvmlReturn_t nvml_enter(nvmlDevice_t device, struct nvml_target *target)
{
    nvmlReturn_t ready = nvml_ready();
    if (ready != NVML_SUCCESS)
        return ready;
    if (!inside(device, gpus, sizeof gpus) && !inside(device, migs, sizeof migs))
        return NVML_ERROR_INVALID_ARGUMENT;
    *target = (struct nvml_target){device->gpu, device->gi, device->ci, sim_gpu(&nvml, device->gpu)};
    if (!target->gpu || !nvml_visible(device->gpu))
        return NVML_ERROR_INVALID_ARGUMENT;
    if (target->gi >= 0 && !sim_ci(target->gpu, (uint32_t)target->gi, (uint32_t)target->ci))
        return NVML_ERROR_NOT_FOUND;
    if (target->gpu->slow_ms)
        sim_sleep_ns((uint64_t)(target->gpu->slow_ms < 60000 ? target->gpu->slow_ms : 60000) * 1000000u);
    return target->gpu->lost ? NVML_ERROR_GPU_IS_LOST : NVML_SUCCESS;
}

nvmlReturn_t nvml_enter_gpu(nvmlDevice_t device, struct nvml_target *target)
{
    nvmlReturn_t result = nvml_enter(device, target);
    return result == NVML_SUCCESS && target->gi >= 0 ? NVML_ERROR_NOT_SUPPORTED : result;
}

nvmlReturn_t nvml_copy_text(char *to, unsigned size, const char *from, size_t from_size)
{
    if (!to)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (strnlen(from, from_size) >= size)
        return NVML_ERROR_INSUFFICIENT_SIZE;
    sim_text(to, size, from, from_size);
    return NVML_SUCCESS;
}
