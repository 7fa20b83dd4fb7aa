#include "nvml_internal.h"

#include <unistd.h>

#define WORD_BITS (8 * sizeof(unsigned long))

API nvmlReturn_t nvmlDeviceGetNumaNodeId(nvmlDevice_t device, unsigned *node)
{
    ENTER_GPU(device, target);
    NEED(node);
    *node = target.gpu->numa;
    return NVML_SUCCESS;
}

/* The machine's real processors, all of them: it need not have as many NUMA nodes as the simulated GPUs say. */
API nvmlReturn_t nvmlDeviceGetCpuAffinity(nvmlDevice_t device, unsigned words, unsigned long *set)
{
    ENTER_GPU(device, target);
    NEED(words && set);
    long processors = sysconf(_SC_NPROCESSORS_CONF);
    memset(set, 0, words * sizeof *set);
    for (long i = 0; i < processors && (size_t)i < words * WORD_BITS; i++)
        set[(size_t)i / WORD_BITS] |= 1ul << ((size_t)i % WORD_BITS);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlDeviceGetCpuAffinityWithinScope(nvmlDevice_t device, unsigned words, unsigned long *set, unsigned scope)
{
    NEED(scope <= 1);
    return nvmlDeviceGetCpuAffinity(device, words, set);
}

API nvmlReturn_t nvmlDeviceGetMemoryAffinity(nvmlDevice_t device, unsigned words, unsigned long *set, unsigned scope)
{
    ENTER_GPU(device, target);
    NEED(words && set && scope <= 1 && target.gpu->numa < words * WORD_BITS);
    memset(set, 0, words * sizeof *set);
    set[target.gpu->numa / WORD_BITS] = 1ul << (target.gpu->numa % WORD_BITS);
    return NVML_SUCCESS;
}
