/* A static program has nothing to load NVML with. */
#include "../run/run.h"

void print_nvml_memory(const char *prefix)
{
    (void)prefix;
}

void print_nvml_processes(void)
{
}
