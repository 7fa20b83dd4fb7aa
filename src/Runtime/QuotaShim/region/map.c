#include "process.h"
#include "kernel.h"

#include <errno.h>

#define REFUSED "coaster: this process gets no GPU: the quota region of its container "
#define MEND " Start the container again; if it happens again, install the same version of Coaster everywhere on this machine.\n"

static _Atomic(bool) said;

/* Regular files alone have an end that can be asked for this way; a file of another size is of another version. */
static void *map(int fd, size_t size, int protection)
{
    return kernel_end_of(fd) == (int64_t)size ? kernel_map(size, protection, MAP_SHARED, fd) : NULL;
}

static const struct cq_limits *map_limits(bool *absent)
{
    int fd = kernel_open(CQ_LIMITS_PATH, O_RDONLY);
    *absent = fd < 0 && (errno == ENOENT || errno == ENOTDIR);
    if (fd < 0)
        return NULL;
    const struct cq_limits *limits = map(fd, sizeof *limits, PROT_READ);
    kernel_close(fd);
    return limits;
}

int cq_open_counters(void)
{
    return kernel_open(CQ_COUNTERS_PATH, O_RDWR);
}

static struct cq_counters *map_counters(void)
{
    int fd = cq_open_counters();
    if (fd < 0)
        return NULL;
    struct cq_counters *counters = map(fd, sizeof *counters, PROT_READ | PROT_WRITE);
    kernel_close(fd);
    return counters;
}

static bool known_layout(const struct cq_limits *limits, const struct cq_counters *counters)
{
    return limits->magic == CQ_LIMITS_MAGIC && limits->version == CQ_VERSION && limits->size == sizeof *limits && limits->gpus <= CQ_GPUS &&
           counters->magic == CQ_COUNTERS_MAGIC && counters->version == CQ_VERSION && counters->size == sizeof *counters &&
           counters->slots == CQ_SLOTS;
}

static enum cq_state open_region(struct cq_region *region)
{
    bool absent;
    region->limits = map_limits(&absent);
    if (absent)
        return CQ_NO_LIMITS;
    region->counters = map_counters();
    if (!region->limits || !region->counters) {
        cq_complain(&said, REFUSED "cannot be opened, or has another size than this library knows." MEND);
        return CQ_UNUSABLE;
    }
    kernel_advise(region->limits, sizeof *region->limits, MADV_DONTFORK);
    kernel_advise(region->counters, sizeof *region->counters, MADV_DONTFORK);
    if (known_layout(region->limits, region->counters))
        return CQ_MAPPED;
    cq_complain(&said, REFUSED "is damaged, or of another version than this library." MEND);
    return CQ_UNUSABLE;
}

enum cq_state cq_map_first(struct cq_process *process)
{
    cq_lock(&process->lock);
    enum cq_state state = (enum cq_state)atomic_load_explicit(&process->state, memory_order_relaxed);
    if (state == CQ_UNKNOWN) {
        state = open_region(&process->region);
        atomic_store_explicit(&process->state, (int)state, memory_order_release);
    }
    cq_unlock(&process->lock);
    return state;
}
