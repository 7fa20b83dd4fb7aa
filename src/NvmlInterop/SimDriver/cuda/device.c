#include "cuda_internal.h"

#include <stdio.h>
#include <string.h>

#define DEVICE(ordinal, device, gpu) \
    READY; \
    const struct cuda_device *device = cuda_device(ordinal); \
    if (!device) \
        return CUDA_ERROR_INVALID_DEVICE; \
    struct sim_gpu *gpu = cuda_gpu(device)

API CUresult cuDeviceGetCount(int *count)
{
    READY;
    NEED(count);
    *count = cuda_device_total();
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGet(CUdevice *device, int ordinal)
{
    READY;
    NEED(device);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    *device = ordinal;
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetName(char *name, int length, CUdevice ordinal)
{
    char text[160], profile[64];
    DEVICE(ordinal, device, gpu);
    NEED(name && length > 0);
    SIM_TEXT(text, sizeof text, gpu->model.name);
    if (device->gi >= 0 && sim_ci(gpu, (uint32_t)device->gi, (uint32_t)device->ci)) {
        sim_mig_name(gpu, (uint32_t)device->gi, (uint32_t)device->ci, profile, sizeof profile);
        snprintf(text + strlen(text), sizeof text - strlen(text), " MIG %s", profile);
    }
    sim_text(name, (size_t)length, text, sizeof text);
    return CUDA_SUCCESS;
}

/* The bytes of GPU-xxxxxxxx-...; version 2 gives those of the MIG device. */
static void parse_uuid(const char *text, CUuuid *uuid)
{
    memset(uuid, 0, sizeof *uuid);
    for (int digit = 0; *text && digit < 32; text++) {
        int value = *text >= '0' && *text <= '9' ? *text - '0' : *text >= 'a' && *text <= 'f' ? *text - 'a' + 10 : -1;
        if (value < 0)
            continue;
        uuid->bytes[digit / 2] |= (unsigned char)(digit % 2 ? value : value << 4);
        digit++;
    }
}

API CUresult cuDeviceGetUuid(CUuuid *uuid, CUdevice ordinal)
{
    char text[48];
    DEVICE(ordinal, device, gpu);
    NEED(uuid);
    SIM_TEXT(text, sizeof text, gpu->uuid);
    (void)device;
    parse_uuid(text + 4, uuid);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetUuid_v2(CUuuid *uuid, CUdevice ordinal)
{
    DEVICE(ordinal, device, gpu);
    NEED(uuid && gpu);
    parse_uuid(device->uuid + 4, uuid);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice ordinal)
{
    DEVICE(ordinal, device, gpu);
    NEED(bytes && gpu);
    *bytes = sim_capacity_bytes(&cuda, device->gpu, device->gi);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceComputeCapability(int *major, int *minor, CUdevice ordinal)
{
    DEVICE(ordinal, device, gpu);
    NEED(major && minor && device);
    *major = (int)gpu->model.cc_major;
    *minor = (int)gpu->model.cc_minor;
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetPCIBusId(char *id, int length, CUdevice ordinal)
{
    DEVICE(ordinal, device, gpu);
    NEED(id && length > 12 && device);
    snprintf(id, (size_t)length, "%04X:%02X:%02X.0", gpu->domain & 0xffff, gpu->bus & 0xff, gpu->device & 0x1f);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetByPCIBusId(CUdevice *found, const char *id)
{
    unsigned domain = 0, bus, slot;
    READY;
    NEED(found && id);
    if (sscanf(id, "%x:%x:%x", &domain, &bus, &slot) != 3 && (domain = 0, sscanf(id, "%x:%x", &bus, &slot) != 2))
        return CUDA_ERROR_INVALID_VALUE;
    for (int ordinal = 0; ordinal < cuda_device_total(); ordinal++) {
        struct sim_gpu *gpu = cuda_gpu(cuda_device(ordinal));
        if (gpu->domain == domain && gpu->bus == bus && gpu->device == slot) {
            *found = ordinal;
            return CUDA_SUCCESS;
        }
    }
    return CUDA_ERROR_INVALID_DEVICE;
}

API CUresult cuDeviceCanAccessPeer(int *can, CUdevice ordinal, CUdevice peer)
{
    DEVICE(ordinal, device, gpu);
    NEED(can && cuda_device(peer));
    *can = ordinal != peer && device->gi < 0 && gpu->model.nvlinks && cuda_gpu(cuda_device(peer))->model.nvlinks;
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetP2PAttribute(int *value, int attribute, CUdevice from, CUdevice to)
{
    int can = 0;
    NEED(value);
    CUresult result = cuDeviceCanAccessPeer(&can, from, to);
    *value = attribute == 1 ? 0 : can;
    return result;
}

API CUresult cuDeviceGetLuid(char *luid, unsigned *mask, CUdevice ordinal)
{
    (void)luid, (void)mask, (void)ordinal;
    return CUDA_ERROR_NOT_SUPPORTED;
}

API CUresult cuDeviceGetExecAffinitySupport(int *supported, int type, CUdevice ordinal)
{
    DEVICE(ordinal, device, gpu);
    NEED(supported && device && gpu && !type);
    *supported = 0;
    return CUDA_SUCCESS;
}
