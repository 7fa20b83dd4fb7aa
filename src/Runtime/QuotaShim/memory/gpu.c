/* Which GPU of the limits a device, a context or a stream is on. */
#include "../region/process.h"

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "GPU-…" as the sixteen bytes that it writes. */
static bool same_uuid(const char *text, const CUuuid *uuid)
{
    int digits = 0;
    for (int i = 4; i < 48 && text[i]; i++) {
        int digit = hex(text[i]);
        if (text[i] == '-')
            continue;
        if (digit < 0 || digits == 32 || (uuid->bytes[digits / 2] >> (digits % 2 ? 0 : 4) & 15) != digit)
            return false;
        digits++;
    }
    return digits == 32 && text[0] == 'G' && text[1] == 'P' && text[2] == 'U' && text[3] == '-';
}

static int index_of(const struct cq_limits *limits, const CUuuid *uuid)
{
    for (unsigned i = 0; i < limits->gpus && i < CQ_GPUS; i++)
        if (same_uuid(limits->gpu[i].uuid, uuid))
            return (int)i;
    return -1;
}

/* The second version tells a MIG device's own UUID, which is in no limits: it has its own walls. */
static CUresult uuid_of(CUdevice device, CUuuid *uuid)
{
    return cq_real(FN_cuDeviceGetUuid_v2) ? ASK(cuDeviceGetUuid_v2, uuid, device) : ASK(cuDeviceGetUuid, uuid, device);
}

HOT int cq_gpu_of_device(CUdevice device)
{
    struct cq_process *process = cq_process();
    CUuuid uuid;
    if (cq_map(process) != CQ_MAPPED || device < 0 || device >= CQ_DEVICES)
        return -1;
    int known = atomic_load_explicit(&process->gpu_of_device[device], memory_order_relaxed);
    if (!known) {
        if (uuid_of(device, &uuid) != CUDA_SUCCESS)
            return -1;
        known = index_of(process->region.limits, &uuid) + 2;
        atomic_store_explicit(&process->gpu_of_device[device], known, memory_order_relaxed);
    }
    return known - 2;
}

static HOT CUdevice device_of_current(void)
{
    CUdevice device;
    return ASK(cuCtxGetDevice, &device) == CUDA_SUCCESS ? device : -1;
}

enum { UNKNOWN, ONLY_ONE, SEVERAL };

static int see_devices(const struct cq_region *region)
{
    int devices;
    if (ASK(cuDeviceGetCount, &devices) != CUDA_SUCCESS)
        return UNKNOWN;
    int seen = devices == 1 && region->limits->gpus == 1 && cq_gpu_of_device(0) == 0 ? ONLY_ONE : SEVERAL;
    atomic_store_explicit(&cq_process()->devices, seen, memory_order_relaxed);
    return seen;
}

/* Where there is one GPU only, nobody has to be asked. */
static bool is_only_one(const struct cq_region *region)
{
    int seen = atomic_load_explicit(&cq_process()->devices, memory_order_relaxed);
    return (seen ? seen : see_devices(region)) == ONLY_ONE;
}

/* Of a thread that has none the driver refuses whatever it is asked for next. */
static HOT CUcontext current_context(void)
{
    uint64_t only = atomic_load_explicit(&cq_process()->only_context, memory_order_relaxed);
    CUcontext current = (CUcontext)(uintptr_t)only;
    return only > CQ_SEVERAL_CONTEXTS || ASK(cuCtxGetCurrent, &current) == CUDA_SUCCESS ? current : NULL;
}

HOT int cq_gpu_of_current(CUcontext *context)
{
    const struct cq_region *region = cq_region();
    if (context)
        *context = region ? current_context() : NULL;
    if (!region || (context && !*context))
        return -1;
    return is_only_one(region) ? 0 : cq_gpu_of_device(device_of_current());
}

static CUdevice device_of_context(CUcontext context)
{
    if (ASK(cuCtxPushCurrent_v2, context) != CUDA_SUCCESS)
        return -1;
    CUdevice device = device_of_current();
    ASK(cuCtxPopCurrent_v2, &context);
    return device;
}

CUdevice cq_device_of_stream(CUstream stream)
{
    enum { PER_THREAD = 2 }; /* and 0 and 1: the handles that mean the current context's own streams */
    CUcontext current = NULL, own = NULL;
    if ((uintptr_t)stream <= PER_THREAD || ASK(cuStreamGetCtx, stream, &own) != CUDA_SUCCESS || !own)
        return device_of_current();
    ASK(cuCtxGetCurrent, &current);
    return own == current ? device_of_current() : device_of_context(own);
}

int cq_gpu_of_stream(CUstream stream)
{
    return cq_map(cq_process()) == CQ_MAPPED ? cq_gpu_of_device(cq_device_of_stream(stream)) : -1;
}
