/*
 * Which cgroups a process is in, as numbers that mean the same in every container: a cgroup's directory has one inode, whether it is seen
 * from the host, through a cgroup namespace or through the bind mount that a runtime makes. Where a container has no cgroup mount its
 * paths count, which are the host's as long as it has no cgroup namespace of its own.
 */
#ifndef COASTER_SIM_CGROUPS_H
#define COASTER_SIM_CGROUPS_H

#include "layout.h"

#include <stdbool.h>

/* Fills the list with the cgroups of this process; unused places are 0. */
void sim_own_cgroups(uint64_t list[SIM_CGROUPS]);
/* The two numbers of a cgroup by its full path below /sys/fs/cgroup; false when there is no such directory. */
bool sim_find_cgroup(const char *path, uint64_t *inode, uint64_t *name);

#endif
