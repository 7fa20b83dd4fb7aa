#include "mps.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define PAUSE_NS 10000000u

static void say_limit(char *answer, size_t size, uint64_t bytes)
{
    bool whole = !(bytes & ((1u << 30) - 1));
    if (bytes)
        snprintf(answer, size, "%" PRIu64 "%c\n", bytes >> (whole ? 30 : 20), whole ? 'G' : 'M');
    else
        snprintf(answer, size, "No limit\n");
}

static void set_percent(const char *server, const char *value, char *answer, size_t size)
{
    int percent = value ? (int)strtod(value, NULL) : 0;
    if (percent < 1 || percent > 100)
        snprintf(answer, size, "Invalid active thread percentage\n");
    else if (!server)
        mps_percent = (uint32_t)percent;
    else if (atoi(server) != mps_server_pid() || !mps_server_order(&(struct mps_order){'T', (uint32_t)percent, 0}, -1))
        snprintf(answer, size, "Server %s not found\n", server);
}

static void set_limit(const char *server, const char *device, const char *value, char *answer, size_t size)
{
    int gpu = device ? mps_find_gpu(&mps_state, device) : -1;
    uint64_t bytes = value ? sim_mps_bytes(value) : 0;
    if (gpu < 0 || !bytes)
        snprintf(answer, size, "Invalid device or memory limit\n");
    else if (!server)
        mps_limit[gpu] = bytes;
    else if (atoi(server) != mps_server_pid() || !mps_server_order(&(struct mps_order){'P', (uint32_t)gpu, bytes}, -1))
        snprintf(answer, size, "Server %s not found\n", server);
}

static void get_limit(const char *device, char *answer, size_t size)
{
    int gpu = mps_find_gpu(&mps_state, device ? device : "0");
    if (gpu < 0)
        snprintf(answer, size, "Invalid device\n");
    else
        say_limit(answer, size, mps_limit[gpu]);
}

/* Waits for the clients as long as the timeout says, for ever without one, and ends the server then. */
static void quit(const char *timeout)
{
    uint64_t end = timeout ? sim_now_ns() + strtoull(timeout, NULL, 10) * 1000000000u : UINT64_MAX;
    pid_t server = mps_server_pid();
    if (!server || !mps_server_order(&(struct mps_order){'E', 0, 0}, -1))
        return;
    while (!waitpid(server, NULL, WNOHANG)) {
        sim_sleep_ns(PAUSE_NS);
        if (sim_now_ns() < end)
            continue;
        kill(server, SIGKILL);
        waitpid(server, NULL, 0);
        break;
    }
    mps_server_gone();
}

static bool is_server(const char *word)
{
    return word && mps_server_pid() && atoi(word) == mps_server_pid();
}

static bool query(const char *verb, char **word, char *answer, size_t size)
{
    if (!strcmp(verb, "get_server_list")) {
        if (mps_server_pid())
            snprintf(answer, size, "%d\n", (int)mps_server_pid());
    } else if (!strcmp(verb, "get_client_list")) {
        if (is_server(word[0]))
            mps_server_list(answer, size);
        else
            snprintf(answer, size, "Server %s not found\n", word[0] ? word[0] : "");
    } else if (!strcmp(verb, "get_server_status")) {
        snprintf(answer, size, is_server(word[0]) ? "ACTIVE\n" : "Server not found\n");
    } else if (!strcmp(verb, "get_default_active_thread_percentage")) {
        snprintf(answer, size, "%u.0\n", mps_percent);
    } else if (!strcmp(verb, "get_default_device_pinned_mem_limit")) {
        get_limit(word[0], answer, size);
    } else {
        return false;
    }
    return true;
}

bool mps_command(char *line, char *answer, size_t size)
{
    char *rest = NULL, *verb = strtok_r(line, " \t", &rest), *word[4] = {NULL};
    *answer = 0;
    for (int i = 0; i < 4 && verb; i++)
        word[i] = strtok_r(NULL, " \t", &rest);
    if (!verb || query(verb, word, answer, size))
        return true;
    if (!strcmp(verb, "quit")) {
        quit(word[0] && !strcmp(word[0], "-t") ? word[1] : NULL);
        return false;
    }
    if (!strcmp(verb, "start_server") && word[0] && !strcmp(word[0], "-uid") && word[1]) {
        if (!mps_server_start((unsigned)strtoul(word[1], NULL, 10)))
            snprintf(answer, size, "Failed to start the server\n");
    } else if (!strcmp(verb, "set_default_active_thread_percentage"))
        set_percent(NULL, word[0], answer, size);
    else if (!strcmp(verb, "set_active_thread_percentage"))
        set_percent(word[0] ? word[0] : "", word[1], answer, size);
    else if (!strcmp(verb, "set_default_device_pinned_mem_limit"))
        set_limit(NULL, word[0], word[1], answer, size);
    else if (!strcmp(verb, "set_device_pinned_mem_limit"))
        set_limit(word[0] ? word[0] : "", word[1], word[2], answer, size);
    else
        snprintf(answer, size, "Unknown command: %s\n", verb);
    return true;
}
