/* The control daemon: it has the socket, starts the server, and hands clients on to it. */
#include "mps.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_CONNECTED = 805, NOT_READY = 807 };

static int listen_at_control(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    mps_pipe_path(name.sun_path, sizeof name.sun_path, "control");
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    unlink(name.sun_path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&name, sizeof name) || chmod(name.sun_path, 0777) || listen(fd, 64))
        return -1;
    return fd;
}

static bool is_first(void)
{
    char path[4096];
    mps_pipe_path(path, sizeof path, "control_lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB);
}

static void write_pid(void)
{
    char path[4096];
    mps_pipe_path(path, sizeof path, "nvidia-cuda-mps-control.pid");
    FILE *file = fopen(path, "we");
    if (!file)
        return;
    fprintf(file, "%d", (int)getpid());
    fclose(file);
}

static void refuse(int client, uint32_t status)
{
    struct sim_mps_welcome answer = {.status = status};
    send(client, &answer, sizeof answer, MSG_NOSIGNAL);
}

static void take_client(int client, const struct ucred *peer, bool multi_user)
{
    unsigned uid = multi_user ? geteuid() : peer->uid;
    mps_log("control", "NEW CLIENT %d from user %u", (int)peer->pid, (unsigned)peer->uid);
    if (!mps_server_pid() && !mps_server_start(uid))
        refuse(client, NOT_CONNECTED);
    else if (mps_server_uid() != uid)
        refuse(client, NOT_READY);
    else if (!mps_server_order(&(struct mps_order){'C', 0, 0}, client))
        refuse(client, NOT_CONNECTED);
}

/* One message: "client", or a line of the front end, which only root and the daemon's user may give. */
static bool serve(int fd, bool multi_user)
{
    char line[512], answer[8192];
    struct ucred peer;
    socklen_t size = sizeof peer;
    struct timeval bound = {.tv_usec = 500000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    ssize_t length = recv(fd, line, sizeof line - 1, 0);
    if (length <= 0 || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size))
        return true;
    line[length] = 0;
    if (!strcmp(line, "client")) {
        take_client(fd, &peer, multi_user);
        return true;
    }
    bool goes_on = true;
    if (peer.uid && peer.uid != geteuid())
        snprintf(answer, sizeof answer, "Permission denied\n");
    else
        goes_on = mps_command(line, answer, sizeof answer);
    send(fd, answer, strlen(answer), MSG_NOSIGNAL);
    return goes_on;
}

static void work(int listener, bool multi_user)
{
    for (bool goes_on = true; goes_on;) {
        struct pollfd waits[2] = {{.fd = listener, .events = POLLIN}, {.fd = mps_server_channel(), .events = POLLIN}};
        if (poll(waits, 2, -1) < 0 && errno != EINTR)
            return;
        if (waits[1].revents)
            mps_server_gone();
        if (!(waits[0].revents & POLLIN))
            continue;
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        goes_on = serve(fd, multi_user);
        close(fd);
    }
}

static void unlink_all(void)
{
    char path[4096];
    const char *names[] = {"control", "nvidia-cuda-mps-control.pid", "control_lock"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        mps_pipe_path(path, sizeof path, names[i]);
        unlink(path);
    }
}

/* The parent ends when the daemon listens, or with it. */
static void go_behind(int *ready)
{
    char byte;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        exit(1);
    pid_t pid = fork();
    if (pid) {
        close(ends[1]);
        _exit(pid < 0 || read(ends[0], &byte, 1) != 1);
    }
    *ready = ends[1];
    setsid();
}

static void let_go(int ready)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; null >= 0 && fd < 3; fd++)
        dup2(null, fd);
    if (write(ready, "r", 1) != 1)
        exit(1);
    close(ready);
}

int mps_run_daemon(const struct mps_options *options)
{
    char folder[4096];
    int ready = -1;
    mps_pipe_path(folder, sizeof folder, "");
    mkdir(folder, 0755);
    signal(SIGPIPE, SIG_IGN);
    if (options->background)
        go_behind(&ready);
    if (!is_first()) {
        printf("An instance of this daemon is already running\n");
        return 1;
    }
    int listener = mps_open_state(&mps_state) == SIM_OK ? listen_at_control() : -1;
    if (listener < 0) {
        printf("Failed to start the control daemon\n");
        return 1;
    }
    mps_read_defaults();
    write_pid();
    mps_log("control", "Starting control daemon using socket %scontrol", folder);
    if (ready >= 0)
        let_go(ready);
    work(listener, options->multi_user);
    unlink_all();
    mps_log("control", "Exit");
    return 0;
}
