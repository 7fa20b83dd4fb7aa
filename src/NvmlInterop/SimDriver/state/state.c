#include "state.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* fstat by its number: the C library gave the function a new version in 2.33. */
static int stat_fd(int fd, struct stat *out)
{
    return (int)syscall(SYS_fstat, fd, out);
}

void sim_find_root(char *root, size_t size)
{
    Dl_info here;
    char path[4096];
    root[0] = 0;
    if (!dladdr((void *)&sim_find_root, &here) || !here.dli_fname || !realpath(here.dli_fname, path))
        return;
    char *last = NULL;
    for (char *at = strstr(path, "/usr/lib"); at; at = strstr(at + 1, "/usr/lib"))
        last = at;
    if (!last || (size_t)(last - path) >= size)
        return;
    memcpy(root, path, (size_t)(last - path));
    root[last - path] = 0;
}

static bool plausible(const struct sim_state *state)
{
    return state->magic == SIM_MAGIC && state->version == SIM_VERSION && state->size == sizeof *state && state->gpus <= SIM_GPUS;
}

static enum sim_status map(struct sim *sim, int fd)
{
    struct stat file;
    if (stat_fd(fd, &file) || (uint64_t)file.st_size != sizeof(struct sim_state))
        return SIM_MISMATCH;
    void *at = mmap(NULL, sizeof(struct sim_state), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED)
        return SIM_DENIED;
    if (!plausible(at)) {
        munmap(at, sizeof(struct sim_state));
        return SIM_MISMATCH;
    }
    sim->fd = fd;
    sim->state = at;
    return SIM_OK;
}

static bool same_file(const struct sim *sim, int fd)
{
    struct stat mine, other;
    return sim->state && !stat_fd(sim->fd, &mine) && !stat_fd(fd, &other) && mine.st_ino == other.st_ino && mine.st_dev == other.st_dev;
}

static bool is_current(const struct sim *sim)
{
    struct stat mine, now;
    return sim->state && sim->opener == getpid() && !syscall(SYS_newfstatat, AT_FDCWD, sim->path, &now, 0) && !stat_fd(sim->fd, &mine) &&
           mine.st_ino == now.st_ino && mine.st_dev == now.st_dev;
}

/*
 * The descriptor of a state file in use is never closed, a forked child's inherited one neither: closing any descriptor of an inode
 * drops all the record locks that the process has on it, those of the other library in this process too.
 */
static enum sim_status open_file(struct sim *sim)
{
    int fd = open(sim->path, O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return errno == EACCES || errno == EPERM || errno == EROFS ? SIM_DENIED : SIM_ABSENT;
    sim->opener = getpid();
    if (same_file(sim, fd)) { /* a forked child: the same mapping, a lock owner of its own */
        sim->fd = fd;
        return SIM_OK;
    }
    enum sim_status status = map(sim, fd);
    if (status != SIM_OK)
        close(fd);
    return status;
}

enum sim_status sim_reopen(struct sim *sim)
{
    enum sim_status status = is_current(sim) ? SIM_OK : open_file(sim);
    return status == SIM_OK && !plausible(sim->state) ? SIM_MISMATCH : status;
}

enum sim_status sim_open_path(struct sim *sim, const char *path)
{
    if (strlen(path) >= sizeof sim->path)
        return SIM_ABSENT;
    memcpy(sim->path, path, strlen(path) + 1);
    return sim_reopen(sim);
}

enum sim_status sim_open(struct sim *sim)
{
    char path[sizeof sim->path];
    sim_find_root(sim->root, sizeof sim->root);
    size_t length = strlen(sim->root);
    memcpy(path, sim->root, length);
    memcpy(path + length, SIM_RELATIVE_PATH, sizeof SIM_RELATIVE_PATH);
    return sim_open_path(sim, path);
}

uint32_t sim_gpu_count(const struct sim *sim)
{
    uint32_t count = sim->state ? sim->state->gpus : 0;
    return count <= SIM_GPUS ? count : SIM_GPUS;
}

struct sim_gpu *sim_gpu(const struct sim *sim, uint32_t index)
{
    return index < sim_gpu_count(sim) ? &sim->state->gpu[index] : NULL;
}

struct sim_mig_profile *sim_mig_profile(struct sim_gpu *gpu, uint32_t index)
{
    return index < gpu->model.mig_profiles && index < SIM_MIG_PROFILES ? &gpu->model.mig[index] : NULL;
}

void sim_text(char *to, size_t to_size, const char *from, size_t from_size)
{
    size_t length = strnlen(from, from_size);
    if (!to_size)
        return;
    if (length >= to_size)
        length = to_size - 1;
    memcpy(to, from, length);
    to[length] = 0;
}

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t sim_now_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

uint64_t sim_wall_us(void)
{
    return clock_ns(CLOCK_REALTIME) / 1000;
}

void sim_sleep_ns(uint64_t ns)
{
    struct timespec left = {(time_t)(ns / 1000000000u), (long)(ns % 1000000000u)};
    while (nanosleep(&left, &left) && errno == EINTR)
        ;
}
