/* What the two MPS programs share: nvidia-cuda-mps-control (a daemon, and its front end) and nvidia-cuda-mps-server. */
#ifndef COASTER_SIM_MPS_TOOLS_H
#define COASTER_SIM_MPS_TOOLS_H

#include "../state/mps.h"

/* The server's end of the channel to its control daemon. Orders: 'C' and a client's socket, 'Q' for the list of clients, 'T' percent,
   'P' gpu bytes, 'E' to end with the last client. */
#define MPS_CHANNEL 3

struct mps_order {
    uint32_t what, number;
    uint64_t bytes;
};

struct mps_options {
    bool background, multi_user;
};

/* PIPE/NAME; the program ends when that is too long. */
void mps_pipe_path(char *path, size_t size, const char *name);
void mps_log(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The state of the driver that this program belongs to, by its own place. */
enum sim_status mps_open_state(struct sim *sim);
/* The GPU with that index among the ones that CUDA_VISIBLE_DEVICES leaves, or with that UUID; -1: none. */
int mps_find_gpu(const struct sim *sim, const char *word);
bool mps_serves(const struct sim *sim, uint32_t gpu);

/* What the next server begins with. */
extern uint32_t mps_percent;
extern uint64_t mps_limit[SIM_GPUS];
extern struct sim mps_state;
void mps_read_defaults(void);

int mps_front_end(void);
int mps_run_daemon(const struct mps_options *options);
/* Answers a line of the front end; the answer may be empty. false: the daemon is to end. */
bool mps_command(char *line, char *answer, size_t size);

/* The one server of the daemon. */
pid_t mps_server_pid(void);
int mps_server_channel(void);
unsigned mps_server_uid(void);
bool mps_server_start(unsigned uid);
void mps_server_gone(void);
bool mps_server_order(const struct mps_order *order, int client);
void mps_server_list(char *answer, size_t size);

#endif
