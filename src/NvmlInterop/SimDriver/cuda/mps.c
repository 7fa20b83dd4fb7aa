/*
 * A process becomes the client of an MPS server at cuInit, when a control daemon answers in the pipe directory. Without one it runs as if there
 * were no MPS, and says nothing: so does the real driver.
 */
#include "cuda_internal.h"
#include "../state/mps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_S 10

static bool is_client;
static uint32_t percent = 100;
static CUresult refusal;

bool cuda_mps_is_client(void)
{
    return is_client;
}

uint32_t cuda_mps_percent(void)
{
    return percent;
}

CUresult cuda_mps_refusal(void)
{
    return refusal;
}

bool cuda_mps_is_lost(void)
{
    return is_client && sim_mps_lost(&cuda, (uint32_t)cuda_slot);
}

/* The control daemon's socket, or -1. It stays open as long as the process lives: the server tells by it that the client does. */
static int reach(void)
{
    const char *folder = getenv("CUDA_MPS_PIPE_DIRECTORY");
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    struct timeval bound = {.tv_sec = ANSWER_S};
    int length = snprintf(name.sun_path, sizeof name.sun_path, "%s/control", folder ? folder : "/tmp/nvidia-mps");
    int fd = length < (int)sizeof name.sun_path ? socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0) : -1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    if (!connect(fd, (struct sockaddr *)&name, sizeof name))
        return fd;
    close(fd);
    return -1;
}

/* The environment of a client can only take from what its server allows. */
static uint32_t own_percent(uint32_t allowed)
{
    const char *text = getenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
    int wanted = text ? atoi(text) : 0;
    allowed = allowed && allowed <= 100 ? allowed : 100;
    return wanted > 0 && (uint32_t)wanted < allowed ? (uint32_t)wanted : allowed;
}

/* CUDA_MPS_PINNED_DEVICE_MEM_LIMIT: "0=2G,GPU-…=512M", by the order of the system's GPUs. */
static uint64_t wanted_limit(uint32_t gpu)
{
    char words[1024], uuid[48], *rest = NULL;
    const char *text = getenv("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT");
    snprintf(words, sizeof words, "%s", text ? text : "");
    SIM_TEXT(uuid, sizeof uuid, sim_gpu(&cuda, gpu)->uuid);
    for (char *word = strtok_r(words, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest)) {
        char *value = strchr(word, '='), *end;
        if (!value)
            continue;
        *value++ = 0;
        unsigned long index = strtoul(word, &end, 10);
        if (!strcmp(word, uuid) || (end != word && !*end && index == gpu))
            return sim_mps_bytes(value);
    }
    return 0;
}

static void join(const struct sim_mps_welcome *welcome)
{
    struct sim_slot *slot = &cuda.state->slot[cuda_slot];
    for (uint32_t gpu = 0; gpu < sim_gpu_count(&cuda); gpu++) {
        uint64_t wanted = wanted_limit(gpu), allowed = welcome->limit[gpu];
        slot->mps_limit[gpu] = wanted && (!allowed || wanted < allowed) ? wanted : allowed;
    }
    slot->mps_percent = percent = own_percent(welcome->percent);
    slot->mps_server_identity = welcome->server_identity;
    __atomic_store_n(&slot->mps_server, welcome->server + 1, __ATOMIC_RELEASE);
    is_client = true;
}

CUresult cuda_mps_attach(void)
{
    struct sim_mps_welcome welcome;
    int fd = reach();
    if (fd < 0)
        return CUDA_SUCCESS;
    bool answered = send(fd, "client", 6, MSG_NOSIGNAL) == 6 && recv(fd, &welcome, sizeof welcome, 0) == sizeof welcome;
    if (answered && !welcome.status) {
        join(&welcome);
        return CUDA_SUCCESS;
    }
    close(fd);
    /* One client too many is told when it makes its context. */
    if (answered && welcome.status == CUDA_ERROR_MPS_MAX_CLIENTS_REACHED) {
        refusal = CUDA_ERROR_MPS_MAX_CLIENTS_REACHED;
        return CUDA_SUCCESS;
    }
    return answered ? (CUresult)welcome.status : CUDA_ERROR_MPS_CONNECTION_FAILED;
}
