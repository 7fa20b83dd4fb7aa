/* The ways in which a program can come to hold device memory. */
#ifndef PROBE_PATH_H
#define PROBE_PATH_H

#include "../driver/driver.h"

#include <stdbool.h>

struct path {
    const char *name;
    /* Called once with a current context; may be NULL. */
    void (*prepare)(size_t granule);
    /* Takes about `granule` bytes more, tells how many it asked for, and never gives anything back. */
    CUresult (*take)(size_t granule, size_t *bytes);
    /* Called before this process knows CUDA: starts the one that exports; may be NULL. */
    void (*before)(void);
};

extern const struct path linear_paths[], pool_paths[], virtual_paths[], array_paths[], shared_paths[], other_paths[];

const struct path *find_path(const char *name);

#endif
