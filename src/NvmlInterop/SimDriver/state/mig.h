/* Multi-instance GPUs: which instance fits where. Callers that change something hold the lock. */
#ifndef COASTER_SIM_MIG_H
#define COASTER_SIM_MIG_H

#include "state.h"

#define SIM_ANYWHERE UINT32_MAX

/* The profile of an instance, an empty one when the state is damaged: never NULL. */
const struct sim_mig_profile *sim_profile_of(struct sim_gpu *gpu, uint32_t gi);
struct sim_gi *sim_gi(struct sim_gpu *gpu, uint32_t id);
struct sim_ci *sim_ci(struct sim_gpu *gpu, uint32_t gi, uint32_t id);

/* Whether the instance may start there now; how many more of the profile fit. */
bool sim_gi_fits(struct sim_gpu *gpu, uint32_t profile, uint32_t start);
uint32_t sim_gi_remaining(struct sim_gpu *gpu, uint32_t profile);
/* The id of the new instance, or -1 when there is no room. */
int sim_gi_create(struct sim_gpu *gpu, uint32_t profile, uint32_t start);
void sim_gi_destroy(struct sim_gpu *gpu, uint32_t gi);

/* Compute instances are named by their kind (NVML_COMPUTE_INSTANCE_PROFILE_*): the slices, or 0 when the GPU instance has none such. */
uint32_t sim_ci_slices(struct sim_gpu *gpu, uint32_t gi, uint32_t kind);
uint32_t sim_ci_sm(struct sim_gpu *gpu, uint32_t gi, uint32_t slices);
uint32_t sim_ci_remaining(struct sim_gpu *gpu, uint32_t gi, uint32_t slices);
int sim_ci_create(struct sim_gpu *gpu, uint32_t gi, uint32_t kind, uint32_t start);
void sim_ci_destroy(struct sim_gpu *gpu, uint32_t gi, uint32_t ci);

/* "1g.18gb", or "1c.3g.71gb" for a compute instance smaller than its GPU instance. */
void sim_mig_name(struct sim_gpu *gpu, uint32_t gi, uint32_t ci, char *name, size_t size);
void sim_new_uuid(char *uuid, size_t size, const char *prefix);

/* Whether a living process runs on the GPU (gi < 0) or in the instance. */
bool sim_in_use(struct sim *sim, uint32_t gpu, int gi, int ci);

/* The capability files and nodes below the driver root. Minors follow the driver's static table. */
uint32_t sim_gi_minor(uint32_t gpu_minor, uint32_t gi);
uint32_t sim_ci_minor(uint32_t gpu_minor, uint32_t gi, uint32_t ci);
bool sim_mig_visible(const struct sim *sim, struct sim_gpu *gpu, uint32_t gi, uint32_t ci);
void sim_caps_write(const struct sim *sim, struct sim_gpu *gpu);

#endif
