/* nvidia-cuda-mps-control of the simulated driver, its command line (version 2) as in nvidia-cuda-mps-control(1). */
#include "mps.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int ask(const char *line)
{
    char answer[8192];
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    mps_pipe_path(name.sun_path, sizeof name.sun_path, "control");
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&name, sizeof name) || send(fd, line, strlen(line), MSG_NOSIGNAL) < 0) {
        printf("Cannot find MPS control daemon process\n");
        return 1;
    }
    ssize_t length = recv(fd, answer, sizeof answer, 0);
    close(fd);
    if (length < 0)
        return 1;
    fwrite(answer, 1, (size_t)length, stdout);
    return 0;
}

int mps_front_end(void)
{
    char line[512];
    int failed = 0;
    while (!failed && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = 0;
        if (*line)
            failed = ask(line);
    }
    return failed;
}

int main(int count, char **words)
{
    struct mps_options options = {false, false};
    bool daemon = false;
    for (int i = 1; i < count; i++) {
        if (!strcmp(words[i], "-d"))
            daemon = options.background = true;
        else if (!strcmp(words[i], "-f"))
            daemon = true;
        else if (!strcmp(words[i], "-M"))
            options.multi_user = true;
        else {
            printf("Unknown option %s\nThe simulated nvidia-cuda-mps-control knows: -d, -f, -M, and commands on its input\n", words[i]);
            return 1;
        }
    }
    return daemon ? mps_run_daemon(&options) : mps_front_end();
}
