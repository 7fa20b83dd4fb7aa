#ifndef COASTER_SIM_CUDA_SYMBOLS_H
#define COASTER_SIM_CUDA_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

/* An exported function by the name that callers know, without its version; the Makefile makes the list from the sources. */
struct symbol {
    const char *name, *exported;
    int version, per_thread;
    void *address;
};

/* Numbers of CUdriverProcAddressQueryResult. */
enum { FOUND, NAME_UNKNOWN, VERSION_TOO_OLD };

/* The newest function of that name which is not newer than the version. */
const struct symbol *find_symbol(const char *name, int version, bool per_thread, int *status);

#endif
