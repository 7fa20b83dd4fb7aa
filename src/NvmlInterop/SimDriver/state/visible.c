#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/*
 * Without a kernel driver an allowed node answers ENXIO, one that the device cgroup refuses EPERM. EACCES is what a mount with nodev
 * gives on the host (and a plain file that stands in for a node gives success), so both count as usable.
 */
int sim_node_error(const struct sim *sim, const char *node)
{
    char path[4400];
    snprintf(path, sizeof path, "%s/dev/%s", sim->root, node);
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd >= 0) {
        close(fd);
        return 0;
    }
    return errno == ENXIO || errno == ENODEV || errno == EACCES ? 0 : errno;
}

bool sim_gpu_visible(const struct sim *sim, uint32_t index)
{
    char node[32];
    struct sim_gpu *gpu = sim_gpu(sim, index);
    if (!gpu)
        return false;
    snprintf(node, sizeof node, "nvidia%u", gpu->minor);
    return sim_node_error(sim, node) == 0;
}
