#include "mps.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

uint32_t mps_percent = 100;
uint64_t mps_limit[SIM_GPUS];
struct sim mps_state = {.fd = -1};

void mps_pipe_path(char *path, size_t size, const char *name)
{
    const char *folder = getenv("CUDA_MPS_PIPE_DIRECTORY");
    if (snprintf(path, size, "%s/%s", folder ? folder : "/tmp/nvidia-mps", name) < (int)size)
        return;
    fprintf(stderr, "The name of the pipe directory is too long\n");
    exit(1);
}

void mps_log(const char *file, const char *format, ...)
{
    char path[4200], when[32];
    const char *folder = getenv("CUDA_MPS_LOG_DIRECTORY");
    time_t now = time(NULL);
    va_list values;
    snprintf(path, sizeof path, "%s/%s.log", folder ? folder : "/var/log/nvidia-mps", file);
    FILE *log = fopen(path, "ae");
    if (!log)
        return;
    strftime(when, sizeof when, "%F %T", gmtime(&now));
    fprintf(log, "[%s %d] ", when, (int)getpid());
    va_start(values, format);
    vfprintf(log, format, values);
    va_end(values);
    fputc('\n', log);
    fclose(log);
}

enum sim_status mps_open_state(struct sim *sim)
{
    char path[sizeof sim->path];
    ssize_t length = readlink("/proc/self/exe", sim->root, sizeof sim->root - 1);
    sim->root[length > 0 ? length : 0] = 0;
    char *bin = strstr(sim->root, "/usr/bin/");
    if (!bin)
        return SIM_ABSENT;
    *bin = 0;
    snprintf(path, sizeof path, "%s%s", sim->root, SIM_RELATIVE_PATH);
    return sim_open_path(sim, path);
}

/* The n-th word of CUDA_VISIBLE_DEVICES, or of all GPUs. */
static int visible(const struct sim *sim, uint32_t position)
{
    const char *list = getenv("CUDA_VISIBLE_DEVICES");
    char words[1024], *rest = NULL, *end;
    if (!list)
        return position < sim_gpu_count(sim) ? (int)position : -1;
    snprintf(words, sizeof words, "%s", list);
    char *word = strtok_r(words, ", ", &rest);
    for (uint32_t i = 0; word && i < position; i++)
        word = strtok_r(NULL, ", ", &rest);
    for (uint32_t gpu = 0; word && gpu < sim_gpu_count(sim); gpu++)
        if (!strncmp(sim_gpu(sim, gpu)->uuid, word, strlen(word)) || (strtoul(word, &end, 10) == gpu && end != word && !*end))
            return (int)gpu;
    return -1;
}

bool mps_serves(const struct sim *sim, uint32_t gpu)
{
    int found = 0;
    for (uint32_t position = 0; position < SIM_GPUS && found >= 0; position++) {
        found = visible(sim, position);
        if (found == (int)gpu)
            return true;
    }
    return false;
}

int mps_find_gpu(const struct sim *sim, const char *word)
{
    char *end;
    unsigned long position = strtoul(word, &end, 10);
    if (end != word && !*end)
        return position < SIM_GPUS ? visible(sim, (uint32_t)position) : -1;
    for (uint32_t gpu = 0; gpu < sim_gpu_count(sim); gpu++)
        if (!strncmp(sim_gpu(sim, gpu)->uuid, word, strlen(word)) && mps_serves(sim, gpu))
            return (int)gpu;
    return -1;
}

void mps_read_defaults(void)
{
    const char *percent = getenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"), *limits = getenv("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT");
    char words[1024], *rest = NULL;
    if (percent && atoi(percent) > 0 && atoi(percent) <= 100)
        mps_percent = (uint32_t)atoi(percent);
    snprintf(words, sizeof words, "%s", limits ? limits : "");
    for (char *word = strtok_r(words, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest)) {
        char *value = strchr(word, '=');
        if (!value)
            continue;
        *value++ = 0;
        int gpu = mps_find_gpu(&mps_state, word);
        if (gpu >= 0)
            mps_limit[gpu] = sim_mps_bytes(value);
    }
}
