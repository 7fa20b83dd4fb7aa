#include "mig.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define FIRST_GPU_MINOR 3
#define MINORS_OF_GI (1 + SIM_CIS)
#define MINORS_OF_GPU (SIM_GIS * MINORS_OF_GI)

uint32_t sim_gi_minor(uint32_t gpu_minor, uint32_t gi)
{
    return FIRST_GPU_MINOR + gpu_minor * MINORS_OF_GPU + gi * MINORS_OF_GI;
}

uint32_t sim_ci_minor(uint32_t gpu_minor, uint32_t gi, uint32_t ci)
{
    return sim_gi_minor(gpu_minor, gi) + 1 + ci;
}

static bool cap_visible(const struct sim *sim, uint32_t minor)
{
    char node[48];
    snprintf(node, sizeof node, "nvidia-caps/nvidia-cap%u", minor);
    return sim_node_error(sim, node) == 0;
}

bool sim_mig_visible(const struct sim *sim, struct sim_gpu *gpu, uint32_t gi, uint32_t ci)
{
    return cap_visible(sim, sim_gi_minor(gpu->minor, gi)) && cap_visible(sim, sim_ci_minor(gpu->minor, gi, ci));
}

static unsigned caps_major(const struct sim *sim)
{
    char path[4400], line[128], name[64];
    unsigned major, found = 0;
    snprintf(path, sizeof path, "%s/proc/devices", sim->root);
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file))
        if (sscanf(line, "%u %63s", &major, name) == 2 && !strcmp(name, "nvidia-caps"))
            found = major;
    if (file)
        fclose(file);
    return found;
}

/* Where nodes may not be made, a plain file stands in: it says "visible" all the same. */
static void write_node(const struct sim *sim, unsigned major, uint32_t minor)
{
    char path[4400];
    snprintf(path, sizeof path, "%s/dev/nvidia-caps/nvidia-cap%u", sim->root, minor);
    dev_t device = makedev(major, minor);
    if (!major || syscall(SYS_mknodat, AT_FDCWD, path, S_IFCHR | 0444, (unsigned)device)) {
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0444);
        if (fd >= 0)
            close(fd);
    }
    chmod(path, 0444);
}

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
}

static void write_access(char *path, uint32_t minor)
{
    make_folders(path);
    FILE *file = fopen(path, "we");
    if (!file)
        return;
    fprintf(file, "DeviceFileMinor: %u\nDeviceFileMode: 292\nDeviceFileModify: 1\n", minor);
    fclose(file);
}

static void remove_access(const struct sim *sim, const char *path, uint32_t minor)
{
    char name[4400];
    unlink(path);
    snprintf(name, sizeof name, "%s", path);
    *strrchr(name, '/') = 0;
    rmdir(name);
    snprintf(name, sizeof name, "%s/dev/nvidia-caps/nvidia-cap%u", sim->root, minor);
    unlink(name);
}

static void sync_one(const struct sim *sim, unsigned major, bool exists, char *path, uint32_t minor)
{
    if (!exists) {
        remove_access(sim, path, minor);
        return;
    }
    write_access(path, minor);
    write_node(sim, major, minor);
}

void sim_caps_write(const struct sim *sim, struct sim_gpu *gpu)
{
    char path[4400];
    unsigned major = caps_major(sim);
    if (!sim->root[0]) /* inside a container the host's driver root is out of reach */
        return;
    for (uint32_t gi = 0; gi < SIM_GIS; gi++) {
        for (uint32_t ci = 0; ci < SIM_CIS; ci++) {
            snprintf(path, sizeof path, "%s/proc/driver/nvidia/capabilities/gpu%u/mig/gi%u/ci%u/access", sim->root, gpu->minor, gi, ci);
            sync_one(sim, major, sim_ci(gpu, gi, ci), path, sim_ci_minor(gpu->minor, gi, ci));
        }
        snprintf(path, sizeof path, "%s/proc/driver/nvidia/capabilities/gpu%u/mig/gi%u/access", sim->root, gpu->minor, gi);
        sync_one(sim, major, sim_gi(gpu, gi), path, sim_gi_minor(gpu->minor, gi));
    }
}
