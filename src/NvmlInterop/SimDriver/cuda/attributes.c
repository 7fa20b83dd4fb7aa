#include "cuda_internal.h"

/* Numbers of CUdevice_attribute. What is the same on every GPU that is simulated stands in the table. */
struct attribute {
    short number;
    int value;
};

static const struct attribute constants[] = {
    {1, 1024}, {2, 1024}, {3, 1024}, {4, 64}, {5, 2147483647}, {6, 65535}, {7, 65535}, {8, 49152}, {9, 65536}, {10, 32}, {11, 2147483647},
    {12, 65536}, {14, 512}, {15, 1}, {17, 0}, {18, 0}, {19, 1}, {20, 0}, {21, 131072}, {22, 131072}, {23, 65536}, {24, 16384}, {25, 16384},
    {26, 16384}, {27, 32768}, {28, 32768}, {29, 2048}, {30, 512}, {31, 1}, {34, 0}, {35, 0}, {41, 1}, {42, 32768}, {43, 2048}, {45, 32768},
    {46, 32768}, {47, 16384}, {48, 16384}, {49, 16384}, {50, 0}, {51, 32}, {52, 32768}, {53, 46}, {54, 32768}, {55, 131072}, {56, 65536},
    {57, 65536}, {58, 131072}, {59, 65536}, {60, 131072}, {61, 65536}, {62, 131072}, {63, 0}, {64, 2}, {65, 0}, {66, 0}, {67, 0}, {68, 0},
    {69, 32768}, {70, 32768}, {71, 2048}, {72, 32768}, {73, 32768}, {74, 32768}, {77, 32768}, {78, 1}, {79, 1}, {80, 1}, {82, 65536},
    {83, 1}, {84, 0}, {85, 0}, {86, 1}, {87, 2}, {88, 0}, {89, 1}, {90, 1}, {91, 1}, {92, 0}, {93, 0}, {94, 0}, {95, 1}, {96, 1}, {98, 1},
    {99, 1}, {100, 0}, {101, 0}, {102, 1}, {103, 0}, {104, 0}, {105, 0}, {106, 32}, {107, 1}, {108, 134213632}, {109, 0}, {110, 0},
    {111, 1024}, {112, 0}, {113, 1}, {114, 1}, {115, 1}, {116, 0}, {117, 0}, {118, 1}, {119, 0}, {120, 0}, {121, 0}, {122, 0}, {123, 0},
    {124, 0}, {125, 0}, {126, 0}, {127, 0}, {128, 0}, {129, 0}, {130, 0}, {131, 0}, {132, 0}, {133, 1}, {134, 0}, {135, 0}, {136, 0},
};

static bool of_model(const struct cuda_device *device, const struct sim_gpu *gpu, int number, int *value)
{
    const struct sim_model *model = &gpu->model;
    switch (number) {
    case 13: *value = (int)model->sm_clock_mhz * 1000; return true;
    case 16: *value = (int)cuda_sm_count(device); return true;
    case 32: *value = (int)model->ecc; return true;
    case 33: *value = (int)gpu->bus; return true;
    case 36: *value = (int)model->memory_clock_mhz * 1000; return true;
    case 37: *value = (int)model->bus_width; return true;
    case 38: *value = (int)model->l2_kib * 1024; return true;
    case 39: *value = (int)model->threads_per_sm; return true;
    case 40: *value = (int)model->copy_engines; return true;
    case 44: *value = 4; return true;
    case 75: *value = (int)model->cc_major; return true;
    case 76: *value = (int)model->cc_minor; return true;
    case 81: *value = (int)model->shared_per_sm_kib * 1024; return true;
    case 97: *value = ((int)model->shared_per_sm_kib - 1) * 1024; return true;
    default: return false;
    }
}

API CUresult cuDeviceGetAttribute(int *value, int number, CUdevice ordinal)
{
    READY;
    NEED(value);
    const struct cuda_device *device = cuda_device(ordinal);
    if (!device)
        return CUDA_ERROR_INVALID_DEVICE;
    struct sim_gpu *gpu = cuda_gpu(device);
    if (number == 20)
        return *value = (int)gpu->compute_mode, CUDA_SUCCESS;
    if (number == 50)
        return *value = (int)gpu->domain, CUDA_SUCCESS;
    if (of_model(device, gpu, number, value))
        return CUDA_SUCCESS;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (constants[i].number == number)
            return *value = constants[i].value, CUDA_SUCCESS;
    return CUDA_ERROR_INVALID_VALUE;
}
