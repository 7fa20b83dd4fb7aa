/* Every function that the shim hooks or asks for, by name. */
#ifndef COASTER_QUOTA_TABLE_H
#define COASTER_QUOTA_TABLE_H

#include "../shim.h"

enum cq_library { CQ_CUDA, CQ_NVML };

struct cq_entry {
    const char *name;
    enum cq_library library;
    void *hook; /* NULL: only asked for */
};

extern const struct cq_entry cq_entries[CQ_FUNCTIONS];

/* The index, or -1. */
int cq_entry_of(const char *name);
/* Forgets what was found in a driver that has been unloaded since. */
void cq_forget_unloaded(void);
/* Our function for the driver's own address, or NULL. */
void *cq_hook_of_address(const void *address);

#endif
