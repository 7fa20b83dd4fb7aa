#include "../driver/driver.h"
#include "run.h"

#include <stdio.h>

static void print_device(CUdevice device)
{
    char name[128];
    size_t total;
    CUuuid uuid;
    CALL(cuDeviceGetName, name, sizeof name, device);
    CALL(cuDeviceTotalMem, &total, device);
    CALL(cuDeviceGetUuid, &uuid, device);
    printf("device_%d=%s\ndevice_%d_total=%zu\ndevice_%d_uuid=GPU-", device, name, device, total, device);
    for (int i = 0; i < 16; i++)
        printf("%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", uuid.bytes[i]);
    puts("");
}

int run_info(const struct options *options)
{
    int devices = 0;
    size_t free_bytes, total;
    (void)options;
    CALL(cuInit, 0);
    CALL(cuDeviceGetCount, &devices);
    printf("devices=%d\n", devices);
    for (CUdevice device = 0; device < devices; device++)
        print_device(device);
    open_context(0);
    CALL(cuMemGetInfo, &free_bytes, &total);
    printf("total=%zu\nfree=%zu\n", total, free_bytes);
    print_nvml_memory("nvml_");
    print_nvml_processes();
    return 0;
}
