#ifndef COASTER_SIMCTL_H
#define COASTER_SIMCTL_H

#include "../state/state.h"

/* Reads PROFILES_DIR/<name>.profile; "a100" is short for a100-80. */
void load_model(const char *folder, const char *name, struct sim_model *model);

/* driver: a version that is built, NULL for the usual one. */
void create_state(const char *path, const char *profiles, const char *spec, const char *driver, bool mig);
void set_fields(struct sim *sim, const char *gpu, char **assignments, int count);
void show_state(struct sim *sim);
void show_users(struct sim *sim);

#endif
