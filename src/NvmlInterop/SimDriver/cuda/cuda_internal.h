/* What the files of libcuda share: devices, contexts, allocations, and the queue of a context's work. */
#ifndef COASTER_SIM_CUDA_INTERNAL_H
#define COASTER_SIM_CUDA_INTERNAL_H

#include "../include/cuda_graph_abi.h"
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
/* Whose turns the process's kernels take, and where the GPU's load is counted: two timelines for a client of an MPS server. */
struct sim_timeline *cuda_timeline(const struct cuda_device *device);
struct sim_timeline *cuda_load(const struct cuda_device *device);

/* Becomes a client of the MPS server, if a control daemon answers in the pipe directory. */
CUresult cuda_mps_attach(void);
bool cuda_mps_is_client(void);
/* Whether the server is gone, and the client's contexts with it. */
bool cuda_mps_is_lost(void);
/* The share of the multiprocessors that this process has, in percent. */
uint32_t cuda_mps_percent(void);
/* Why a client that connected may make no context. */
CUresult cuda_mps_refusal(void);

enum work_kind { WORK_KERNEL, WORK_COPY, WORK_BOX, WORK_SET, WORK_EVENT, WORK_FREE, WORK_CALL, WORK_GRAPH };

struct work {
    enum work_kind kind;
    uint64_t ready_ns, duration_ns, end_ns; /* when it was submitted; what a kernel takes; when it is over */
    void *to;
    const void *from;
    size_t size;
    uint32_t value, width;
    CUhostFn call;
    CUevent event;
};

struct queue;
struct capture;
struct shared;

struct CUctx_st {
    uint32_t magic, flags;
    CUdevice ordinal;
    const struct cuda_device *device;
    bool primary;
    unsigned references;
    uint64_t charged;
    struct queue *queue;
    struct CUctx_st *next;
    unsigned generation; /* how many contexts have had this record */
    size_t limits[8];
};

struct CUstream_st {
    CUcontext context;
    unsigned flags;
    int priority;
    uint64_t last;
    struct capture *capture; /* what the stream is recorded into, or NULL */
    CUgraphNode *tip;        /* the captured nodes that the stream's next one waits for */
    size_t tips;
};

struct CUevent_st {
    CUcontext context;
    uint64_t ticket, time_ns;
    unsigned flags;
    bool recorded, doomed;
    struct capture *capture; /* recorded by a captured stream, it stands for these nodes */
    CUgraphNode *tip;
    size_t tips;
};

/* The thread's current context, or NULL. CURRENT also reports a lost GPU. */
CUcontext cuda_current(void);
CUresult cuda_current_ready(CUcontext *context);
/* Adds to what the context takes from the GPU, if that fits; what it has when it is closed is given back. */
bool context_charge(CUcontext context, uint64_t bytes);
void context_give(CUcontext context, unsigned generation, uint64_t bytes);
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

/* Owned memory is charged by what owns it: a pool, a graph's block, an import. */
enum memory_kind { MEMORY_DEVICE, MEMORY_MANAGED, MEMORY_HOST, MEMORY_REGISTERED, MEMORY_RESERVED, MEMORY_POOL, MEMORY_GRAPH, MEMORY_IMPORT, MEMORY_ARRAY };

#define KIND(kind) (1u << (kind))
#define FREEABLE (KIND(MEMORY_DEVICE) | KIND(MEMORY_MANAGED) | KIND(MEMORY_POOL) | KIND(MEMORY_GRAPH))

struct allocation {
    uintptr_t base;
    size_t size;
    enum memory_kind kind;
    CUcontext context;
    CUdevice ordinal;
    uint64_t charged;
    uint64_t away; /* of managed memory: what is on the host until it is used */
    uint64_t id;
    void *owner;
    struct shared *shared; /* the file that holds it, once other processes may open it */
};

CUresult allocation_new(CUcontext context, enum memory_kind kind, size_t size, CUdeviceptr *at);
CUresult allocation_new_owned(CUcontext context, enum memory_kind kind, size_t size, void *owner, CUdeviceptr *at);
CUresult allocation_register(CUcontext context, void *at, size_t size);
/* Frees the allocation that begins there, if it is of one of the kinds. */
CUresult allocation_delete(CUdeviceptr at, unsigned kinds);
/* Forgets an owned allocation without telling its owner. */
void allocation_forget(CUdeviceptr at);
/* Copies the record of the allocation that holds the address. */
bool allocation_find(CUdeviceptr at, struct allocation *found);
/* Before a kernel runs: managed memory that did not fit or gave way comes to the device, as far as others' can give way to it. */
void allocation_use(CUcontext context);
/* The next managed allocation on the GPU from an index on; NULL. The caller holds the table. */
struct allocation *allocation_managed(size_t *from, uint32_t gpu);

/* Where managed memory is; residency.c. The caller holds the table. */
void residency_begin(struct allocation *made, uint64_t bytes);
void residency_end(struct allocation *old);
void residency_move(struct allocation *one, uint64_t bytes, bool to_device);
void residency_use(const struct cuda_device *device);
/* Whether a use would move anything; needs no lock. */
bool residency_is_short(uint32_t gpu);

/* Charges managed memory that moves to the device, or gives back what moves to the host. */
CUresult allocation_move(CUdeviceptr at, size_t size, bool to_device);
void allocation_delete_all(CUcontext context);

/* Frees memory of any kind that a program can have by an address. */
CUresult memory_free(CUdeviceptr at);
void import_freed(CUdeviceptr at);
/* Whether some range of reserved addresses may be mapped from a file. */
bool vmm_is_shared(void);

/* What owners do when their memory is freed; called with the table locked. */
void pool_take_back(void *pool, const struct allocation *old);
bool graph_block_free(void *block, bool *unused);

/* A synchronisation is when pools give back what they keep above their thresholds. */
void cuda_settle(CUcontext context);
void graph_memory_settle(CUdevice ordinal);
/* Waits for an event of another context; run by the queue. */
void event_wait(void *event);

/* Runs what a launched graph does; on the queue's thread. */
struct plan_items { const struct work *item; size_t count; };
struct plan_items plan_items(const void *plan);
void plan_ran(void *plan);

/* Appends the work to the graph into which the stream is captured. */
bool is_capturing(CUstream stream);
CUresult capture_work(CUstream stream, const struct work *work);

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
