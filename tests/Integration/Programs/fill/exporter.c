#include "exporter.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct question { enum export_kind kind; size_t bytes; };
struct answer { CUresult result; CUipcMemHandle handle; };

static int line = -1;

static void must(const char *what, int ok)
{
    if (ok)
        return;
    fprintf(stderr, "quota-probe: %s: %s\n", what, strerror(errno));
    _exit(1);
}

static void send_answer(const struct answer *answer, int file)
{
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr aligned; } control = {0};
    struct iovec part = {(void *)(uintptr_t)answer, sizeof *answer};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (file >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        *header = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof file), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(header), &file, sizeof file);
    }
    must("sendmsg", sendmsg(line, &message, 0) == sizeof *answer);
}

static int receive_answer(struct answer *answer)
{
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr aligned; } control = {0};
    struct iovec part = {answer, sizeof *answer};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    must("recvmsg", recvmsg(line, &message, MSG_CMSG_CLOEXEC) == sizeof *answer);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    int file = -1;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(&file, CMSG_DATA(header), sizeof file);
    return file;
}

static CUresult export_ipc(size_t bytes, struct answer *answer)
{
    CUdeviceptr at;
    CUresult result = TRY(cuMemAlloc, &at, bytes);
    return result == CUDA_SUCCESS ? TRY(cuIpcGetMemHandle, &answer->handle, at) : result;
}

static CUresult export_file(size_t bytes, int *file)
{
    CUhandle handle;
    CUmemAllocationProp properties = {
        .type = ALLOCATION_PINNED, .requestedHandleTypes = HANDLE_FILE_DESCRIPTOR, .location = {LOCATION_DEVICE, 0}};
    CUresult result = TRY(cuMemCreate, &handle, bytes, &properties, 0);
    return result == CUDA_SUCCESS ? TRY(cuMemExportToShareableHandle, file, handle, HANDLE_FILE_DESCRIPTOR, 0) : result;
}

static _Noreturn void serve(void)
{
    struct question question;
    open_context(0);
    while (read(line, &question, sizeof question) == sizeof question) {
        struct answer answer = {0};
        int file = -1;
        answer.result = question.kind == EXPORT_IPC ? export_ipc(question.bytes, &answer) : export_file(question.bytes, &file);
        send_answer(&answer, file);
        close_file(file);
    }
    _exit(0);
}

void exporter_start(void)
{
    int ends[2];
    must("socketpair", !socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
    pid_t child = fork();
    must("fork", child >= 0);
    line = ends[child == 0];
    close(ends[child != 0]);
    if (child)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    serve();
}

CUresult exporter_ask(enum export_kind kind, size_t bytes, CUipcMemHandle *handle, int *file)
{
    struct question question = {kind, bytes};
    struct answer answer;
    must("write", write(line, &question, sizeof question) == sizeof question);
    int received = receive_answer(&answer);
    if (handle)
        *handle = answer.handle;
    if (file)
        *file = received;
    return answer.result;
}

void close_file(int file)
{
    if (file >= 0)
        close(file);
}
