#ifndef PROBE_RUN_H
#define PROBE_RUN_H

#include <stddef.h>
#include <stdint.h>

struct options {
    const char *name;     /* a path or a kind of launch */
    const char *gate;     /* a file that is waited for, or NULL */
    size_t granule;       /* bytes */
    unsigned seconds, us, grid, processes;
};

int usage(void);
int run_fill(const struct options *options);
int run_info(const struct options *options);
int run_spin(const struct options *options);
int run_churn(const struct options *options);
int run_keep(const struct options *options);
int run_start(const struct options *options);

/* What NVML says of the first GPU's memory, in lines with that prefix; nothing where there is no NVML. */
void print_nvml_memory(const char *prefix);
void print_nvml_processes(void);
uint64_t monotonic_ns(void);

#endif
