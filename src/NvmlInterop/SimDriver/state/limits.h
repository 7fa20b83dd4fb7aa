/* Memory limits of cgroups, as the driver's r615 line holds them: a process counts for every limit whose cgroup it is in. */
#ifndef COASTER_SIM_LIMITS_H
#define COASTER_SIM_LIMITS_H

#include "slots.h"

#define SIM_UNLIMITED UINT64_MAX

/* The caller of these three holds the lock. */
/* Forgets the limits of cgroups that are gone. Only the host sees all of them: a container must not ask for this. */
void sim_limit_sweep(struct sim *sim);
/* Sets the limits, or forgets them when there are none; false when the table is full. */
bool sim_limit_set(struct sim *sim, uint32_t gpu, const char *path, uint64_t inode, uint64_t name, uint64_t soft, uint64_t hard);
/* What the process with these cgroups may still take by its limits. */
uint64_t sim_limit_room(struct sim *sim, uint32_t gpu, const uint64_t *cgroups);

/* Whether any cgroup has a limit on the GPU. */
bool sim_limit_any(const struct sim *sim, uint32_t gpu);
/* The limits of a cgroup, and what the processes in it have. */
void sim_limit_get(struct sim *sim, uint32_t gpu, uint64_t inode, uint64_t name, uint64_t *soft, uint64_t *hard, uint64_t *used);
/* The lowest limit for a process in these cgroups, with what counts against it; false when there is none. */
bool sim_limit_of(struct sim *sim, uint32_t gpu, const uint64_t *cgroups, uint64_t *hard, uint64_t *used);

#endif
