/* On the host: watches the memory that the driver says is used of a GPU, as often as it can, until its input ends; then tells the most. */
#include <dlfcn.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>

typedef struct { unsigned version; unsigned long long total, reserved, free, used; } memory_v2;

#define MEMORY_V2 (sizeof(memory_v2) | 2u << 24)

static void *library;

static void *symbol(const char *name)
{
    void *found = library ? dlsym(library, name) : NULL;
    if (!found)
        fprintf(stderr, "quota-peak: there is no %s\n", name);
    return found;
}
#define NVML(name, types) ((int(*) types)(uintptr_t)symbol(#name))

int main(int count, char **words)
{
    void *device;
    memory_v2 memory = {.version = (unsigned)MEMORY_V2};
    unsigned long long most = 0;
    library = count == 3 ? dlopen(words[1], RTLD_NOW) : NULL;
    int (*init)(void) = NVML(nvmlInit_v2, (void));
    int (*find)(const char *, void **) = NVML(nvmlDeviceGetHandleByUUID, (const char *, void **));
    int (*read_memory)(void *, memory_v2 *) = NVML(nvmlDeviceGetMemoryInfo_v2, (void *, memory_v2 *));
    if (!init || !find || !read_memory || init() || find(words[2], &device))
        return 1;
    puts("watching");
    fflush(stdout);
    do {
        if (read_memory(device, &memory))
            return 1;
        most = memory.used > most ? memory.used : most;
    } while (poll(&(struct pollfd){0, POLLIN, 0}, 1, 1) == 0);
    printf("last_used=%llu\nmost_used=%llu\n", memory.used, most);
    return 0;
}
