#include "../run/run.h"
#include "path.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct path *const all[] = {linear_paths, pool_paths, virtual_paths, array_paths, shared_paths, other_paths};

const struct path *find_path(const char *name)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (const struct path *path = all[i]; path->name; path++)
            if (!strcmp(path->name, name))
                return path;
    return NULL;
}

#define MOST_STEPS 1000000

static size_t print_memory(const char *when)
{
    size_t free_bytes = 0, total = 0;
    CALL(cuMemGetInfo, &free_bytes, &total);
    printf("total_%s=%zu\nfree_%s=%zu\n", when, total, when, free_bytes);
    return total;
}

/* Until the driver refuses; a path that is refused twice in a row has really come to its end. One that is never refused ends at the bound. */
static CUresult take_all(const struct path *path, size_t granule, size_t bound, size_t *got, size_t *steps)
{
    CUresult result = CUDA_SUCCESS;
    for (int refused = 0; refused < 2 && *got <= bound && *steps < MOST_STEPS;) {
        size_t bytes = 0;
        result = path->take(granule, &bytes);
        refused = result == CUDA_SUCCESS ? 0 : refused + 1;
        *got += result == CUDA_SUCCESS ? bytes : 0;
        *steps += result == CUDA_SUCCESS;
    }
    return result;
}

/* With others: says that it is ready, and begins when the file is there. */
static void wait_for(const char *gate)
{
    puts("ready");
    while (gate && access(gate, F_OK))
        usleep(1000);
}

int run_fill(const struct options *options)
{
    size_t got = 0, steps = 0;
    const struct path *path = find_path(options->name);
    if (!path)
        return usage();
    if (path->before)
        path->before();
    open_context(0);
    if (path->prepare)
        path->prepare(options->granule);
    wait_for(options->gate);
    size_t total = print_memory("before");
    CUresult result = take_all(path, options->granule, 2 * total, &got, &steps);
    printf("path=%s\ngranule=%zu\ngot=%zu\nsteps=%zu\nresult=%s\n", path->name, options->granule, got, steps, result_name(result));
    print_memory("after");
    print_nvml_memory("nvml_");
    puts("holding");
    fflush(stdout);
    if (options->seconds)
        sleep(options->seconds);
    return result == CUDA_ERROR_OUT_OF_MEMORY ? 0 : 1;
}
