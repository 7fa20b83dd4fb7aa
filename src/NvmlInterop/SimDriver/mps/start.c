/* The control daemon's side of its server. */
#include "mps.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;
static int channel = -1;
static unsigned server_uid;

pid_t mps_server_pid(void)
{
    return server;
}

int mps_server_channel(void)
{
    return channel;
}

unsigned mps_server_uid(void)
{
    return server_uid;
}

static void tell_limits(void)
{
    char text[SIM_GPUS * 80] = "", uuid[48];
    size_t at = 0;
    for (uint32_t gpu = 0; gpu < sim_gpu_count(&mps_state); gpu++)
        if (mps_limit[gpu]) {
            SIM_TEXT(uuid, sizeof uuid, sim_gpu(&mps_state, gpu)->uuid);
            at += (size_t)snprintf(text + at, sizeof text - at, "%s=%" PRIu64 "M,", uuid, mps_limit[gpu] >> 20);
        }
    setenv("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", text, 1);
    snprintf(text, sizeof text, "%u", mps_percent);
    setenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", text, 1);
}

static void become_server(int end, unsigned uid)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    char *name = strrchr(path, '/');
    if (!name || (size_t)(name - path) + sizeof "/nvidia-cuda-mps-server" > sizeof path)
        _exit(127);
    strcpy(name, "/nvidia-cuda-mps-server");
    tell_limits();
    if (dup2(end, MPS_CHANNEL) < 0 || (end == MPS_CHANNEL && fcntl(end, F_SETFD, 0)))
        _exit(127);
    if (uid != geteuid() && (setgid(uid) || setuid(uid)))
        _exit(127);
    execl(path, path, (char *)NULL);
    _exit(127);
}

bool mps_server_start(unsigned uid)
{
    int ends[2];
    char ready;
    if (server)
        return true;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return false;
    server = fork();
    if (!server)
        become_server(ends[1], uid);
    close(ends[1]);
    channel = ends[0];
    server_uid = uid;
    mps_log("control", "Starting new server %d for user %u", (int)server, uid);
    if (server > 0 && recv(channel, &ready, 1, 0) == 1)
        return true;
    mps_server_gone();
    return false;
}

void mps_server_gone(void)
{
    if (server > 0)
        waitpid(server, NULL, 0);
    if (channel >= 0)
        close(channel);
    mps_log("control", "Server %d exited", (int)server);
    server = 0;
    channel = -1;
}

bool mps_server_order(const struct mps_order *order, int client)
{
    union { struct cmsghdr header; char room[CMSG_SPACE(sizeof client)]; } control;
    struct iovec part = {(void *)order, sizeof *order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (client >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        control.header = (struct cmsghdr){CMSG_LEN(sizeof client), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(&control.header), &client, sizeof client);
    }
    return server && sendmsg(channel, &message, MSG_NOSIGNAL) == sizeof *order;
}

void mps_server_list(char *answer, size_t size)
{
    ssize_t length = mps_server_order(&(struct mps_order){'Q', 0, 0}, -1) ? recv(channel, answer, size - 1, 0) : 0;
    answer[length > 0 ? length : 0] = 0;
}
