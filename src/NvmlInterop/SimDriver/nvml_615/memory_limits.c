/* What the driver's r615 line adds: only the library of such a version has these functions. */
#include "../nvml/nvml_internal.h"
#include "../state/cgroups.h"
#include "../state/limits.h"

#include <unistd.h>

static nvmlReturn_t find(nvmlDevice_t device, const char *path, struct nvml_target *target, uint64_t *inode, uint64_t *name)
{
    nvmlReturn_t result = nvml_enter_gpu(device, target);
    if (result != NVML_SUCCESS)
        return result;
    if (target->gpu->mig_current)
        return NVML_ERROR_NOT_SUPPORTED;
    return path && sim_find_cgroup(path, inode, name) ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

API nvmlReturn_t nvmlDeviceSetMemoryLimits_v1(nvmlDevice_t device, const nvmlSetMemoryLimits_v1_t *limits)
{
    struct nvml_target target;
    uint64_t inode, name;
    NEED(limits && limits->softLimit <= limits->hardLimit);
    nvmlReturn_t result = find(device, limits->nameSpace, &target, &inode, &name);
    if (geteuid())
        return result != NVML_SUCCESS ? result : NVML_ERROR_NO_PERMISSION;
    if (!sim_lock(&nvml))
        return NVML_ERROR_TIMEOUT;
    sim_limit_sweep(&nvml);
    bool set = result == NVML_SUCCESS && sim_limit_set(&nvml, target.index, limits->nameSpace, inode, name, limits->softLimit, limits->hardLimit);
    sim_unlock(&nvml);
    return set || result != NVML_SUCCESS ? result : NVML_ERROR_INSUFFICIENT_RESOURCES;
}

API nvmlReturn_t nvmlDeviceGetMemoryLimits_v1(nvmlDevice_t device, nvmlGetMemoryLimits_v1_t *limits)
{
    struct nvml_target target;
    uint64_t inode, name, soft, hard, used;
    NEED(limits);
    nvmlReturn_t result = find(device, limits->nameSpace, &target, &inode, &name);
    if (result != NVML_SUCCESS)
        return result;
    sim_limit_get(&nvml, target.index, inode, name, &soft, &hard, &used);
    limits->softLimit = soft;
    limits->hardLimit = hard;
    limits->currentUsed = used;
    return NVML_SUCCESS;
}
