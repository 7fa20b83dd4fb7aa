/* What the files of libcuda share: devices, contexts, allocations, and the queue of a context's work. */
#ifndef COASTER_SIM_CUDA_INTERNAL_H
#define COASTER_SIM_CUDA_INTERNAL_H

#include "../include/cuda_abi.h"
#include "../state/mig.h"
#include "../state/slots.h"
#include "../state/timeline.h"

#include <pthread.h>

#define API __attribute__((visibility("default")))
/* The per-thread-default-stream names: one queue per context keeps every order they ask for. */
#define ALIAS(name, target) API __typeof__(target) name __attribute__((alias(#target)))

extern struct sim cuda;
extern int cuda_slot;

struct cuda_device {
    uint32_t gpu;
    int gi, ci; /* -1: the whole GPU */
    char uuid[48];
};

/* NULL when the ordinal is none, or cuInit was not called in this process. */
const struct cuda_device *cuda_device(CUdevice ordinal);
int cuda_device_total(void);
CUresult cuda_ready(void);
struct sim_gpu *cuda_gpu(const struct cuda_device *device);
uint32_t cuda_sm_count(const struct cuda_device *device);
struct sim_timeline *cuda_timeline(const struct cuda_device *device);

enum work_kind { WORK_KERNEL, WORK_COPY, WORK_SET, WORK_EVENT, WORK_FREE, WORK_CALL };

struct work {
    enum work_kind kind;
    uint64_t duration_ns;
    void *to;
    const void *from;
    size_t size;
    uint32_t value, width;
    CUhostFn call;
    CUevent event;
};

struct queue;

struct CUctx_st {
    uint32_t magic, flags;
    CUdevice ordinal;
    const struct cuda_device *device;
    bool primary;
    unsigned references;
    uint64_t charged;
    struct queue *queue;
    struct CUctx_st *next;
    unsigned limits[8];
};

struct CUstream_st {
    CUcontext context;
    unsigned flags;
    int priority;
    uint64_t last;
};

struct CUevent_st {
    CUcontext context;
    uint64_t ticket, time_ns;
    unsigned flags;
    bool recorded, doomed;
};

/* The thread's current context, or NULL. CURRENT also reports a lost GPU. */
CUcontext cuda_current(void);
CUresult cuda_current_ready(CUcontext *context);
/* The context of a stream: its own, or the current one for the default streams. */
CUresult cuda_stream_context(CUstream stream, CUcontext *context);

struct queue *queue_new(CUcontext context);
void queue_delete(struct queue *queue);
/* Appends work and returns its ticket; blocks while 1024 are waiting, as a full hardware queue does. */
uint64_t queue_submit(struct queue *queue, const struct work *work);
/* Submits, or does it at once when nothing is waiting and it takes no simulated time. */
CUresult queue_run(CUstream stream, const struct work *work);
bool queue_done(struct queue *queue, uint64_t ticket);
void queue_wait(struct queue *queue, uint64_t ticket);
uint64_t queue_last(struct queue *queue);
void work_do(const struct work *work);

enum memory_kind { MEMORY_DEVICE, MEMORY_MANAGED, MEMORY_HOST, MEMORY_REGISTERED, MEMORY_RESERVED };

struct allocation {
    uintptr_t base;
    size_t size;
    enum memory_kind kind;
    CUcontext context;
    CUdevice ordinal;
    uint64_t charged;
    uint64_t id;
};

CUresult allocation_new(CUcontext context, enum memory_kind kind, size_t size, CUdeviceptr *at);
CUresult allocation_register(CUcontext context, void *at, size_t size);
CUresult allocation_delete(CUdeviceptr at, bool host);
/* Copies the record of the allocation that holds the address. */
bool allocation_find(CUdeviceptr at, struct allocation *found);
void allocation_delete_all(CUcontext context);

#define NEED(condition) \
    if (!(condition)) \
    return CUDA_ERROR_INVALID_VALUE

#define READY \
    do { \
        CUresult ready = cuda_ready(); \
        if (ready != CUDA_SUCCESS) \
            return ready; \
    } while (0)

#define CURRENT(context) \
    CUcontext context; \
    do { \
        CUresult current = cuda_current_ready(&context); \
        if (current != CUDA_SUCCESS) \
            return current; \
    } while (0)

#endif
