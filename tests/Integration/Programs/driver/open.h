#ifndef PROBE_OPEN_H
#define PROBE_OPEN_H

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef LIBCUDA
#define LIBCUDA "libcuda.so.1"
#endif
#ifndef OPEN_FLAGS
#define OPEN_FLAGS RTLD_NOW
#endif

/* QUOTA_PROBE_LIBCUDA names another file, for programs that bring a copy of the driver. */
static inline void *open_libcuda(void)
{
    const char *other = getenv("QUOTA_PROBE_LIBCUDA");
    void *library = dlopen(other ? other : LIBCUDA, OPEN_FLAGS);
    if (library)
        return library;
    fprintf(stderr, "quota-probe: %s\n", dlerror());
    exit(1);
}

#endif
