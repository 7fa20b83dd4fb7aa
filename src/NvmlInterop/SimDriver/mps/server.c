/* nvidia-cuda-mps-server of the simulated driver: it has the one context of each GPU, tells its clients what they may have, and knows who they are. */
#include "mps.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONTEXT_MIB 30
enum { TOO_MANY = 808, EXCLUSIVE_PROCESS = 3, PROHIBITED = 2 };

static int slot;
static bool ending;
static unsigned count;
static int client[SIM_MPS_CLIENTS];
static pid_t pid[SIM_MPS_CLIENTS];

static bool make_context(uint32_t gpu)
{
    struct sim_gpu *record = sim_gpu(&mps_state, gpu);
    if (record->mig_current || record->lost || record->compute_mode == PROHIBITED ||
        (record->compute_mode == EXCLUSIVE_PROCESS && sim_others_use(&mps_state, slot, gpu)))
        return false;
    mps_state.state->slot[slot].gpu[gpu].contexts = 1;
    return sim_take_bytes(&mps_state, slot, gpu, -1, CONTEXT_MIB * SIM_MIB);
}

static bool start(void)
{
    if (mps_open_state(&mps_state) != SIM_OK || !sim_lock(&mps_state))
        return false;
    slot = sim_slot_claim(&mps_state);
    sim_unlock(&mps_state);
    mps_read_defaults();
    for (uint32_t gpu = 0; slot >= 0 && gpu < sim_gpu_count(&mps_state); gpu++)
        if (mps_serves(&mps_state, gpu) && !make_context(gpu))
            return false;
    return slot >= 0;
}

static void welcome(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    struct sim_mps_welcome answer = {.server = (uint32_t)slot, .percent = mps_percent, .server_identity = mps_state.state->slot[slot].identity};
    memcpy(answer.limit, mps_limit, sizeof answer.limit);
    if (count == SIM_MPS_CLIENTS)
        answer.status = TOO_MANY;
    bool told = !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) && send(fd, &answer, sizeof answer, MSG_NOSIGNAL) == sizeof answer;
    if (!told || answer.status) {
        close(fd);
        return;
    }
    mps_log("server", "New client %d connected", (int)peer.pid);
    client[count] = fd;
    pid[count++] = peer.pid;
}

static void list(void)
{
    char text[SIM_MPS_CLIENTS * 16] = "";
    size_t at = 0;
    for (unsigned i = 0; i < count; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%d\n", (int)pid[i]);
    /* Nothing at all would look like the end of the channel. */
    if (send(MPS_CHANNEL, count ? text : "\n", count ? at : 1, MSG_NOSIGNAL) < 0)
        ending = true;
}

static void obey(const struct mps_order *order, int fd)
{
    switch (order->what) {
    case 'C':
        if (fd >= 0)
            welcome(fd);
        return;
    case 'Q':
        list();
        break;
    case 'T':
        mps_percent = order->number;
        break;
    case 'P':
        if (order->number < SIM_GPUS)
            mps_limit[order->number] = order->bytes;
        break;
    case 'E':
        ending = true;
        break;
    }
    if (fd >= 0)
        close(fd);
}

/* false: the control daemon is gone. */
static bool read_order(void)
{
    struct mps_order order;
    int fd = -1;
    union { struct cmsghdr header; char room[CMSG_SPACE(sizeof fd)]; } control;
    struct iovec part = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    if (recvmsg(MPS_CHANNEL, &message, MSG_CMSG_CLOEXEC) != sizeof order)
        return false;
    struct cmsghdr *extra = CMSG_FIRSTHDR(&message);
    if (extra && extra->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(extra), sizeof fd);
    obey(&order, fd);
    return true;
}

static void drop(unsigned index)
{
    mps_log("server", "Client %d disconnected", (int)pid[index]);
    close(client[index]);
    client[index] = client[--count];
    pid[index] = pid[count];
}

int main(void)
{
    bool controlled = true;
    if (!start() || send(MPS_CHANNEL, "r", 1, MSG_NOSIGNAL) != 1) {
        mps_log("server", "Failed to start");
        return 1;
    }
    while ((controlled && !ending) || count) {
        struct pollfd waits[SIM_MPS_CLIENTS + 1];
        unsigned clients = count;
        waits[0] = (struct pollfd){.fd = controlled ? MPS_CHANNEL : -1, .events = POLLIN};
        for (unsigned i = 0; i < clients; i++)
            waits[i + 1] = (struct pollfd){.fd = client[i], .events = POLLIN};
        if (poll(waits, clients + 1, -1) < 0 && errno != EINTR)
            return 1;
        for (unsigned i = clients; i > 0; i--)
            if (waits[i].revents)
                drop(i - 1);
        if (waits[0].revents)
            controlled = read_order();
    }
    return 0;
}
