/* Memory in a file of its own, so that other processes can map it. A file is made only when memory is about to be shared. */
#ifndef COASTER_SIM_CUDA_SHARED_H
#define COASTER_SIM_CUDA_SHARED_H

#include "../state/shares.h"
#include "cuda_internal.h"

/* Behind the memory, in a page of its own: what an importer must know. */
struct shared_label {
    uint64_t magic, size;
    struct sim_share_name name;
    char gpu_uuid[48];
    int gi, ci;
};

struct shared {
    int fd;
    struct shared_label label;
};

/* Makes the file of memory on the device; the maker is charged already. */
bool shared_new(struct shared *shared, const struct cuda_device *device, size_t size, uint64_t charged);
/* Moves what is at the address into the file and maps it there instead. */
bool shared_take_over(const struct shared *shared, void *at, size_t size);
bool shared_map(const struct shared *shared, void *at, size_t size, size_t offset);
/* The maker frees it. */
void shared_end(struct shared *shared);

/* Opens another process's memory by its file, which it takes. CUDA_ERROR_INVALID_VALUE when it is none. */
CUresult shared_import(int fd, struct shared *shared, CUdevice *ordinal);
void shared_close(struct shared *shared);

/* The 64 bytes by which another process finds the file: its maker and the descriptor there. */
void shared_ticket(const struct shared *shared, void *ticket);
bool shared_is_mine(const void *ticket);
CUresult shared_open_ticket(const void *ticket, struct shared *shared, CUdevice *ordinal);

/* Makes the allocation that holds the address one with a file; the label tells its base. */
CUresult allocation_share(CUdeviceptr at, struct shared *shared, size_t *offset);
/* Maps imported memory as an allocation of its own; owner is told nothing when it goes. */
CUresult allocation_import(CUcontext context, const struct shared *shared, size_t size, size_t offset, void *owner, CUdeviceptr *at);

#endif
