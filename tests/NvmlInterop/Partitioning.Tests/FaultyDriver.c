/* Stands before the simulated libnvidia-ml: everything but what changes a GPU's partitions is that one's. */
typedef int (*call1)(void *);
typedef int (*call3)(void *, unsigned, void *);
typedef int (*call4)(void *, unsigned, const void *, void *);

enum { UNKNOWN = 999 };

void *dlsym(void *, const char *);
void *dlopen(const char *, int);

static int made, first_bad, last_bad;

/* The changes from the first to the last of these numbers, counted from now and from 1, fail. */
void fault_set(int first, int last)
{
    made = 0, first_bad = first, last_bad = last;
}

int fault_made(void)
{
    return made;
}

static int is_bad(void)
{
    made++;
    return made >= first_bad && made <= last_bad;
}

static void *real(const char *name)
{
    return dlsym(dlopen(REAL, 2), name);
}

int nvmlDeviceSetMigMode(void *device, unsigned mode, void *activation)
{
    return is_bad() ? UNKNOWN : ((call3)real("nvmlDeviceSetMigMode"))(device, mode, activation);
}

int nvmlDeviceCreateGpuInstanceWithPlacement(void *device, unsigned id, const void *placement, void *made_instance)
{
    return is_bad() ? UNKNOWN : ((call4)real("nvmlDeviceCreateGpuInstanceWithPlacement"))(device, id, placement, made_instance);
}

int nvmlGpuInstanceDestroy(void *instance)
{
    return is_bad() ? UNKNOWN : ((call1)real("nvmlGpuInstanceDestroy"))(instance);
}

int nvmlGpuInstanceCreateComputeInstance(void *instance, unsigned id, void *made_instance)
{
    return is_bad() ? UNKNOWN : ((call3)real("nvmlGpuInstanceCreateComputeInstance"))(instance, id, made_instance);
}

int nvmlGpuInstanceCreateComputeInstanceWithPlacement(void *instance, unsigned id, const void *placement, void *made_instance)
{
    return is_bad() ? UNKNOWN : ((call4)real("nvmlGpuInstanceCreateComputeInstanceWithPlacement"))(instance, id, placement, made_instance);
}

int nvmlComputeInstanceDestroy(void *instance)
{
    return is_bad() ? UNKNOWN : ((call1)real("nvmlComputeInstanceDestroy"))(instance);
}
