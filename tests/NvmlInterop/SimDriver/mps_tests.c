#include "check.h"

#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define CLIENTS 48
#define DEFAULT 0
#define PROHIBITED 2
#define EXCLUSIVE_PROCESS 3

static nvmlProcessInfo_t list[64];
static char folder[PATH_MAX + 8];

/* What the front end answers to a line. */
static const char *ask(const char *line)
{
    static char answer[4096];
    char command[1400];
    snprintf(command, sizeof command, "echo '%s' | '%s/usr/bin/nvidia-cuda-mps-control'", line, root());
    FILE *pipe = popen(command, "r");
    CHECK(pipe);
    answer[fread(answer, 1, sizeof answer - 1, pipe)] = 0;
    pclose(pipe);
    answer[strcspn(answer, "\n")] = 0;
    return answer;
}

/* The daemon, whose end is this test's end: in the foreground, so that the kernel kills it with us. */
static pid_t start_daemon(void)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/..", root());
    CHECK(realpath(path, folder)); /* short, because a socket's name is */
    strcat(folder, "/mps");
    snprintf(path, sizeof path, "rm -rf '%s'", folder);
    EQUAL(system(path), 0);
    mkdir(folder, 0755);
    setenv("CUDA_MPS_PIPE_DIRECTORY", folder, 1);
    setenv("CUDA_MPS_LOG_DIRECTORY", folder, 1);
    pid_t pid = fork();
    if (!pid) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        snprintf(path, sizeof path, "%s/usr/bin/nvidia-cuda-mps-control", root());
        execl(path, path, "-f", (char *)NULL);
        _exit(127);
    }
    snprintf(path, sizeof path, "%s/nvidia-cuda-mps-control.pid", folder);
    for (int i = 0; i < 3000 && access(path, F_OK); i++)
        usleep(10000);
    CHECK(!access(path, F_OK)); /* written when it listens */
    return pid;
}

static void start_server(void)
{
    char line[64];
    snprintf(line, sizeof line, "start_server -uid %u", (unsigned)geteuid());
    CHECK(!*ask(line));
}

static void set_mode(unsigned mode)
{
    EQUAL(NVML(nvmlDeviceSetComputeMode, (nvmlDevice_t, unsigned), device_at(0), mode), 0);
}

static unsigned clients_on(unsigned index)
{
    unsigned count = 64;
    EQUAL(NVML(nvmlDeviceGetMPSComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), device_at(index), &count, list), 0);
    return count;
}

static CUresult context_here(void)
{
    CUcontext context;
    CUresult result = CUDA(cuInit, (unsigned), 0);
    return result ? result : CUDA(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice), &context, 0);
}

/* The result of making a context in a process of its own, with that pipe directory. */
static int context_elsewhere(const char *pipes)
{
    int status;
    pid_t pid = fork();
    if (!pid) {
        if (pipes)
            setenv("CUDA_MPS_PIPE_DIRECTORY", pipes, 1);
        CUresult result = context_here();
        _exit(result > 800 ? result - 700 : result);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static CUresult take(size_t mib)
{
    CUdeviceptr memory;
    return CUDA(cuMemAlloc_v2, (CUdeviceptr *, size_t), &memory, mib * MIB);
}

TEST(Mps_Client_IsInBothListsWithItsOwnMemory)
{
    make_gpus("h200", false);
    start_daemon();
    struct holder client = hold_mib(300);
    EQUAL(clients_on(0), 1);
    EQUAL(list[0].pid, client.pid);
    EQUAL(list[0].usedGpuMemory / MIB, H200_CONTEXT_MIB + 300);
    EQUAL(processes_on(0, list), 1);
    unsigned server = (unsigned)atoi(ask("get_server_list"));
    EQUAL(list[0].pid, server);
    char line[64];
    snprintf(line, sizeof line, "get_client_list %u", server);
    EQUAL(atoi(ask(line)), client.pid);
    release(&client);
    EQUAL(clients_on(0), 0);
    EQUAL(atoi(ask(line)), 0);
}

TEST(Mps_NoDaemon_RunsWithoutAWord)
{
    make_gpus("h200", false);
    setenv("CUDA_MPS_PIPE_DIRECTORY", "/nonexistent", 1);
    use_gpu(0);
    EQUAL(clients_on(0), 0);
    EQUAL(processes_on(0, list), 1);
}

TEST(Mps_ExclusiveProcess_OnlyClientsGetContexts)
{
    NEEDS_ROOT();
    make_gpus("h200", false);
    start_daemon();
    set_mode(EXCLUSIVE_PROCESS);
    start_server();
    EQUAL(context_elsewhere(NULL), 0);
    EQUAL(context_elsewhere("/nonexistent"), CUDA_ERROR_DEVICE_UNAVAILABLE);
    struct holder one = hold_mib(10), two = hold_mib(20);
    EQUAL(clients_on(0), 2);
    EQUAL(context_elsewhere("/nonexistent"), CUDA_ERROR_DEVICE_UNAVAILABLE);
    release(&two); /* it has inherited the other's pipe */
    release(&one);
    set_mode(DEFAULT);
    EQUAL(context_elsewhere("/nonexistent"), 0);
}

TEST(ComputeMode_Prohibited_RefusesClientsToo)
{
    NEEDS_ROOT();
    make_gpus("h200", false);
    set_mode(PROHIBITED);
    EQUAL(context_elsewhere("/nonexistent"), CUDA_ERROR_DEVICE_UNAVAILABLE);
    start_daemon();
    EQUAL(context_elsewhere(NULL), CUDA_ERROR_MPS_CONNECTION_FAILED - 700);
}

TEST(Mps_PinnedLimit_IsHeldByTheDriver)
{
    make_gpus("h200", false);
    start_daemon();
    CHECK(!*ask("set_default_device_pinned_mem_limit 0 2048M"));
    CHECK(!strcmp(ask("get_default_device_pinned_mem_limit 0"), "2G"));
    use_gpu(0);
    EQUAL(take(1024), 0);
    EQUAL(take(1024), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(take(2048 - 1024 - H200_CONTEXT_MIB), 0);
}

TEST(Mps_EnvOfAClient_OnlyTightens)
{
    make_gpus("h200", false);
    start_daemon();
    ask("set_default_device_pinned_mem_limit 0 2G");
    setenv("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=100G", 1);
    struct holder wide = hold_mib(1400);
    setenv("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=1G", 1);
    use_gpu(0);
    EQUAL(take(600), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(take(500), 0);
    release(&wide);
}

TEST(Mps_SetDefault_MeansTheNextServer)
{
    make_gpus("h200", false);
    start_daemon();
    start_server();
    ask("set_default_device_pinned_mem_limit 0 1G");
    struct holder before = hold_mib(4000);
    release(&before);
    char line[80];
    snprintf(line, sizeof line, "set_device_pinned_mem_limit %s 0 1G", ask("get_server_list"));
    CHECK(!*ask(line));
    use_gpu(0);
    EQUAL(take(4000), CUDA_ERROR_OUT_OF_MEMORY);
}

TEST(Mps_ServerKilled_TakesTheContextsOfItsClients)
{
    make_gpus("h200", false);
    start_daemon();
    int status;
    pid_t pid = fork();
    if (!pid) {
        use_gpu(0);
        take_mib(100);
        kill(atoi(ask("get_server_list")), SIGKILL);
        while (used_mib(0))
            usleep(10000);
        EQUAL(take(1), CUDA_ERROR_MPS_RPC_FAILURE);
        EQUAL(clients_on(0), 0);
        _exit(0);
    }
    waitpid(pid, &status, 0);
    EQUAL(status, 0);
    EQUAL(context_elsewhere(NULL), 0); /* a new server */
}

TEST(Mps_TooManyClients_GetNoContext)
{
    make_gpus("h200", false);
    start_daemon();
    struct holder client[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        client[i] = hold_mib(2);
    EQUAL(context_elsewhere(NULL), CUDA_ERROR_MPS_MAX_CLIENTS_REACHED - 700);
    for (int i = CLIENTS; i > 0; i--)
        release(&client[i - 1]);
    EQUAL(context_elsewhere(NULL), 0);
}

TEST(Mps_Quit_EndsDaemonAndServer)
{
    int status;
    make_gpus("h200", false);
    pid_t daemon = start_daemon();
    start_server();
    EQUAL(processes_on(0, list), 1);
    ask("quit -t 1");
    waitpid(daemon, &status, 0);
    EQUAL(status, 0);
    EQUAL(processes_on(0, list), 0);
    CHECK(strstr(ask("get_server_list"), "Cannot find MPS control daemon process"));
}

TEST(Mps_OtherUser_MayNotCommand)
{
    NEEDS_ROOT();
    make_gpus("h200", false);
    start_daemon();
    int status;
    pid_t pid = fork();
    if (!pid) {
        CHECK(!setuid(65534));
        _exit(strcmp(ask("quit"), "Permission denied") != 0);
    }
    waitpid(pid, &status, 0);
    EQUAL(status, 0);
    CHECK(!strcmp(ask("get_default_active_thread_percentage"), "100.0"));
}

const struct test mps_tests[] = {
    ENTRY(Mps_Client_IsInBothListsWithItsOwnMemory),
    ENTRY(Mps_NoDaemon_RunsWithoutAWord),
    ENTRY(Mps_ExclusiveProcess_OnlyClientsGetContexts),
    ENTRY(ComputeMode_Prohibited_RefusesClientsToo),
    ENTRY(Mps_PinnedLimit_IsHeldByTheDriver),
    ENTRY(Mps_EnvOfAClient_OnlyTightens),
    ENTRY(Mps_SetDefault_MeansTheNextServer),
    ENTRY(Mps_ServerKilled_TakesTheContextsOfItsClients),
    ENTRY(Mps_TooManyClients_GetNoContext),
    ENTRY(Mps_Quit_EndsDaemonAndServer),
    ENTRY(Mps_OtherUser_MayNotCommand),
    {NULL, NULL},
};
