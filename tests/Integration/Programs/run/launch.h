/* The kinds of launch that a program has. */
#ifndef PROBE_LAUNCH_H
#define PROBE_LAUNCH_H

#include "../driver/driver.h"
#include "run.h"

#include <stdbool.h>

struct launches {
    CUfunction spin;
    CUgraphExec graph;
    int kind; /* LAUNCH_… */
    unsigned us, grid;
};

bool is_launch_kind(const char *name);
struct launches launches_make(const struct options *options);
/* The most that launch() returns; not 0. */
uint64_t launch_most_us(const struct launches *launches);
/* Launches one, the number tells which where kinds take turns, and returns how many microseconds of GPU time it needs. */
uint64_t launch(struct launches *launches, size_t number);

#endif
