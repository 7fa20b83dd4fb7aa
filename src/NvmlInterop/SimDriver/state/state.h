/* The mapped state: opening it, excluding other processes, and reading it without believing it. */
#ifndef COASTER_SIM_STATE_H
#define COASTER_SIM_STATE_H

#include "layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define SIM_MIB ((uint64_t)1 << 20)

enum sim_status { SIM_OK, SIM_ABSENT, SIM_DENIED, SIM_MISMATCH, SIM_BUSY };

struct sim {
    int fd;
    pid_t opener; /* a forked child opens the file again, to own its locks itself */
    struct sim_state *state;
    char root[4096]; /* the driver root, empty inside a container */
    char path[4200];
};

/* Opens the state that belongs to this library's place in the file system; opening again is cheap and notices a new state file. */
enum sim_status sim_open(struct sim *sim);
enum sim_status sim_open_path(struct sim *sim, const char *path);
enum sim_status sim_reopen(struct sim *sim);
void sim_find_root(char *root, size_t size);

/* Excludes every other process and thread for a short while; false when nobody else got it for five seconds either. */
bool sim_lock(struct sim *sim);
void sim_unlock(struct sim *sim);
/* True in a child that was forked after this library opened the state. */
bool sim_forked(void);

uint32_t sim_gpu_count(const struct sim *sim);
struct sim_gpu *sim_gpu(const struct sim *sim, uint32_t index);
struct sim_mig_profile *sim_mig_profile(struct sim_gpu *gpu, uint32_t index);
/* Copies text that may lack its terminator. */
void sim_text(char *to, size_t to_size, const char *from, size_t from_size);
#define SIM_TEXT(to, to_size, from) sim_text((to), (to_size), (from), sizeof(from))

uint64_t sim_now_ns(void);
uint64_t sim_wall_us(void);
void sim_sleep_ns(uint64_t ns);

/* Whether the device cgroup and the file system let this process use a node below the driver root; the errno of the refusal, or 0. */
int sim_node_error(const struct sim *sim, const char *node);
bool sim_gpu_visible(const struct sim *sim, uint32_t index);

#endif
