/* nvidia-smi of the simulated driver: an ordinary program over libnvidia-ml.so.1. */
#ifndef COASTER_SIM_SMI_H
#define COASTER_SIM_SMI_H

#include "../include/nvml_abi.h"

#include <stdbool.h>

/* Calls a function of the library by its name; NVML_ERROR_NOT_SUPPORTED when it has none. */
void *nvml_symbol(const char *name);
#define NVML(name, types, ...) (nvml_symbol(#name) ? ((nvmlReturn_t(*) types)nvml_symbol(#name))(__VA_ARGS__) : NVML_ERROR_NOT_SUPPORTED)

void nvml_open(void);
void nvml_check(const char *what, nvmlReturn_t result);
unsigned nvml_count(void);
nvmlDevice_t nvml_device(unsigned index);

int smi_table(void);
int smi_list(void);
int smi_query(const char *fields, const char *format, const char *only);

#endif
