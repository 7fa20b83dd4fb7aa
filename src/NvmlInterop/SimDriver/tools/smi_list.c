#include "smi.h"

#include <stdio.h>
#include <string.h>

static void list_migs(nvmlDevice_t device)
{
    nvmlDevice_t mig;
    char name[96] = "", uuid[96] = "";
    for (unsigned index = 0; NVML(nvmlDeviceGetMigDeviceHandleByIndex, (nvmlDevice_t, unsigned, nvmlDevice_t *), device, index, &mig) == NVML_SUCCESS; index++) {
        NVML(nvmlDeviceGetName, (nvmlDevice_t, char *, unsigned), mig, name, sizeof name);
        NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), mig, uuid, sizeof uuid);
        const char *profile = strstr(name, "MIG ");
        printf("  %-15s Device %2u: (UUID: %s)\n", profile ? profile : name, index, uuid);
    }
}

int smi_list(void)
{
    for (unsigned index = 0; index < nvml_count(); index++) {
        char name[96] = "", uuid[96] = "";
        nvmlDevice_t device = nvml_device(index);
        nvmlReturn_t result = NVML(nvmlDeviceGetName, (nvmlDevice_t, char *, unsigned), device, name, sizeof name);
        if (result == NVML_ERROR_GPU_IS_LOST) {
            printf("Unable to determine the device handle for gpu %u: GPU is lost. Reboot the system to recover this GPU\n", index);
            continue;
        }
        nvml_check("Unable to read the GPU's name", result);
        NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), device, uuid, sizeof uuid);
        printf("GPU %u: %s (UUID: %s)\n", index, name, uuid);
        list_migs(device);
    }
    return 0;
}
