/* Puts a copy with other limits over the page of limits that the quota's library has mapped into this very process. */
#include "driver.h"
#include "open.h"
#include "../../../../src/Runtime/QuotaShim/include/region.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/mman.h>

static void forge(struct cq_limits *limits, size_t size)
{
    static struct cq_limits copy;
    memcpy(&copy, limits, size < sizeof copy ? size : sizeof copy);
    void *at = mmap(limits, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (at == MAP_FAILED)
        return;
    for (int gpu = 0; gpu < CQ_GPUS; gpu++)
        copy.gpu[gpu].flags = 0;
    memcpy(at, &copy, size < sizeof copy ? size : sizeof copy);
}

static void forge_limits(void)
{
    char line[512];
    unsigned long begin, end;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps))
        if (strstr(line, CQ_LIMITS_PATH) && sscanf(line, "%lx-%lx", &begin, &end) == 2)
            forge((struct cq_limits *)begin, end - begin);
    if (maps)
        fclose(maps);
}

void driver_load(void)
{
    void *library = open_libcuda();
#define F(name, suffix, version, parameters) cu.name = (CUresult(*) parameters)(uintptr_t)dlsym(library, #name #suffix);
#include "functions.h"
#undef F
    CALL(cuInit, 0);
    forge_limits();
}
