/*
 * What the hooks share. A hook is an exported function with the driver's own name and type:
 *
 *     API CUresult cuMemFree_v2(CUdeviceptr at) { … return CALL(cuMemFree_v2, at); }
 *
 * functions.awk reads the names from the sources: "API result name(" at the start of a line, HOT before it or not, or the first argument of a macro
 * in capitals at the start of a line that begins with cu or nvml. A hook is given to a program only where the driver has the function as well.
 */
#ifndef COASTER_QUOTA_SHIM_H
#define COASTER_QUOTA_SHIM_H

#include "../../NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../NvmlInterop/SimDriver/include/nvml_abi.h"
#include "include/driver_abi.h"
#include "include/region.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define API __attribute__((visibility("default")))

enum cq_function {
#define HOOK(name, library) FN_##name,
#define REAL(name, library) FN_##name,
#include "functions.inc"
#undef HOOK
#undef REAL
    CQ_FUNCTIONS
};

/* Reached without the table of addresses that a library keeps for what others may replace. */
#define INTERNAL __attribute__((visibility("hidden")))

/* What every launch and allocation goes through lies on pages of its own: after a munmap of the driver's each page costs a walk of the tables. */
#define HOT __attribute__((hot))

extern INTERNAL _Atomic(void *) cq_reals[CQ_FUNCTIONS];

/* In the place of a function that a loaded driver does not have. */
#define CQ_MISSING ((void *)1)

/* The driver's own function; NULL when no driver is loaded or it has none of that name. */
void *cq_find_real(enum cq_function function);

static inline void *cq_real(enum cq_function function)
{
    void *found = atomic_load_explicit(&cq_reals[function], memory_order_acquire);
    return found > CQ_MISSING ? found : cq_find_real(function);
}

#define CQ_CALL(type, missing, name, ...) \
    __extension__({ \
        type *driver_function = (type *)cq_real(FN_##name); \
        driver_function ? driver_function(__VA_ARGS__) : (missing); \
    })
/* The driver's function of the same name as a hook. */
#define CALL(name, ...) CQ_CALL(__typeof__(name), CUDA_ERROR_NOT_SUPPORTED, name, __VA_ARGS__)
#define NVML_CALL(name, ...) CQ_CALL(__typeof__(name), NVML_ERROR_FUNCTION_NOT_FOUND, name, __VA_ARGS__)
/* A function of the driver that is not hooked; driver_abi.h declares it. */
#define ASK(name, ...) CQ_CALL(name##_fn, CUDA_ERROR_NOT_SUPPORTED, name, __VA_ARGS__)
#define NVML_ASK(name, ...) CQ_CALL(name##_fn, NVML_ERROR_FUNCTION_NOT_FOUND, name, __VA_ARGS__)

/* The region. There is none where nothing is limited (no limits file), and where it is not as it should be: then cuInit has failed already. */
struct cq_region {
    const struct cq_limits *limits;
    struct cq_counters *counters;
};

/* A GPU's index in limits->gpu, or -1: not governed. Cheap after the first call for a device or context. */
int cq_gpu_of_device(CUdevice device);
int cq_gpu_of_current(CUcontext *context); /* also tells the current context, unless NULL is passed */
CUdevice cq_device_of_stream(CUstream stream); /* -1: none */
/* The legacy and per-thread handles belong to the current context. */
int cq_gpu_of_stream(CUstream stream);

/*
 * One operation on device memory: cq_reserve, the driver's call, then cq_keep, or cq_undo when the driver refused. False: it does not fit (the
 * hook returns CUDA_ERROR_OUT_OF_MEMORY) and no operation is begun. With gpu -1 all of them do nothing. Bytes are charged as they are: round them.
 */
bool cq_reserve(int gpu, uint64_t bytes);
void cq_keep(int gpu);
void cq_undo(int gpu, uint64_t bytes);
/* After the driver has freed it. */
void cq_give_back(int gpu, uint64_t bytes);
/* Of what is charged so much more, or less, may not be on a GPU at times. More is told before it is charged for good, less after it is given back:
   what the agent reads between is too much, never too little. */
void cq_may_be_elsewhere(int64_t bytes);
/* Up to the GPU's granule. */
uint64_t cq_round(int gpu, uint64_t bytes);

/* The same for what can only be estimated; cq_keep ends it. It never shrinks, but what ended before it was measured is lent to the next. */
bool cq_estimate(int gpu, uint64_t bytes);
void cq_estimate_undo(int gpu, uint64_t bytes);
void cq_estimate_ended(int gpu, uint64_t bytes);

/* What the container holds is more than its limit: a driver took more than was foreseen. */
bool cq_is_over(int gpu);
/* What the container holds on the GPU, and its limit; false when memory is not limited there. */
bool cq_memory_told(int gpu, uint64_t *used, uint64_t *limit);

/* A lock that a child does not inherit: it lies in memory that fork clears. */
struct cq_lock {
    _Atomic(uint32_t) state;
};
enum { CQ_FREE_LOCK, CQ_HELD_LOCK, CQ_WANTED_LOCK };
void cq_wait_for_lock(struct cq_lock *lock);
void cq_wake_waiting(struct cq_lock *lock);

static inline void cq_lock(struct cq_lock *lock)
{
    uint32_t seen = CQ_FREE_LOCK;
    if (!atomic_compare_exchange_strong_explicit(&lock->state, &seen, CQ_HELD_LOCK, memory_order_acquire, memory_order_relaxed))
        cq_wait_for_lock(lock);
}

static inline void cq_unlock(struct cq_lock *lock)
{
    if (atomic_exchange_explicit(&lock->state, CQ_FREE_LOCK, memory_order_release) == CQ_WANTED_LOCK)
        cq_wake_waiting(lock);
}

/* Zeroed memory of the process that fork clears, or NULL. Never given back. */
void *cq_memory(size_t bytes);

/* One line on stderr: "coaster: WHAT: WHY. MEND.", at most once per process for each. */
void cq_complain(_Atomic(bool) *said, const char *line);

/* The region's words, which other processes change. */
static inline uint64_t cq_load(const uint64_t *word)
{
    return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

static inline void cq_store(uint64_t *word, uint64_t value)
{
    __atomic_store_n(word, value, __ATOMIC_SEQ_CST);
}

/* Returns the sum. */
static inline uint64_t cq_add(uint64_t *word, uint64_t value)
{
    return __atomic_add_fetch(word, value, __ATOMIC_SEQ_CST);
}

uint64_t cq_now_ns(void); /* CLOCK_MONOTONIC */
void cq_sleep_ns(uint64_t duration);

#endif
