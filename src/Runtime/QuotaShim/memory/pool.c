#include "../compute/capture.h"
#include "pool.h"

/* By how much a driver's pool grows at once. One that grew by more is found out when it is settled. */
#define CHUNK (32ull << 20)
#define PER_THREAD ((CUstream)2)

struct request {
    CUdeviceptr *at;
    size_t size;
    CUmemoryPool pool;
    CUstream stream;
    int gpu;
    bool named; /* the program named the pool */
};

static uint64_t most_growth(size_t size)
{
    return size > UINT64_MAX - CHUNK ? UINT64_MAX : (size + CHUNK - 1) / CHUNK * CHUNK;
}

CUresult cuMemAllocAsync(CUdeviceptr *at, size_t size, CUstream stream);
CUresult cuMemAllocFromPoolAsync(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream);
CUresult cuMemFreeAsync(CUdeviceptr at, CUstream stream);
CUresult cuStreamSynchronize(CUstream stream);
CUresult cuMemAlloc_v2(CUdeviceptr *at, size_t size);
CUresult cuMemAllocManaged(CUdeviceptr *at, size_t size, unsigned flags);
CUresult cuMemFree_v2(CUdeviceptr at);

static CUresult ask(const struct request *request)
{
    return request->named ? CALL(cuMemAllocFromPoolAsync, request->at, request->size, request->pool, request->stream)
                          : CALL(cuMemAllocAsync, request->at, request->size, request->stream);
}

/* The pool's own growth takes the place of what was reserved for it. */
static CUresult take(const struct request *request, uint64_t reserved)
{
    CUresult result = ask(request);
    cq_settle_pool(request->pool);
    cq_undo(request->gpu, reserved);
    return result;
}

/* Nothing may be added, but the pool has it: as a rule it need not grow. If it did, what it gave goes back. */
static CUresult take_slack(const struct request *request)
{
    if (cq_pool_slack(request->pool) < request->size || !cq_reserve(request->gpu, 0))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = take(request, 0);
    if (result != CUDA_SUCCESS || !cq_is_over(request->gpu))
        return result;
    CALL(cuMemFreeAsync, *request->at, request->stream);
    CALL(cuStreamSynchronize, request->stream);
    cq_trim_pools(request->gpu);
    return CUDA_ERROR_OUT_OF_MEMORY;
}

/*
 * Close to the limit, where no whole chunk fits any more, the rest is to be had as plain memory; every way to free takes that as well. So it is where
 * memory is oversubscribed and the driver has no room for a pool.
 */
static CUresult take_plain(const struct request *request)
{
    struct cq_charge charge = {.kind = CQ_ADDRESS, .gpu = request->gpu};
    if (cq_gpu_of_current(&charge.context) != request->gpu || !cq_charge_begin(&charge, request->size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    charge.gives_way = cq_gives_way(&charge);
    CUresult result = charge.gives_way ? CALL(cuMemAllocManaged, request->at, request->size, CQ_ATTACH_GLOBAL) : CALL(cuMemAlloc_v2, request->at, request->size);
    return cq_charge_end(&charge, result, result == CUDA_SUCCESS ? *request->at : 0);
}

/* In a capture nothing is allocated: it becomes a node of the graph, and is charged with that. */
static CUresult allocate(struct request *request, CUdevice device)
{
    request->gpu = request->at && request->size ? cq_gpu_of_pool(request->pool, device) : -1;
    if (request->gpu < 0 || capturing(request->stream))
        return ask(request);
    uint64_t growth = most_growth(request->size);
    bool fits = cq_reserve(request->gpu, growth);
    CUresult result = fits ? take(request, growth) : take_slack(request);
    if (fits && !cq_is_backed())
        return result;
    return result == CUDA_ERROR_OUT_OF_MEMORY ? take_plain(request) : result;
}

static CUresult from_device(CUdeviceptr *at, size_t size, CUstream stream)
{
    CUdevice device = cq_device_of_stream(stream);
    struct request request = {at, size, cq_pool_of_device(device), stream, -1, false};
    return allocate(&request, device);
}

static CUresult from_pool(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream)
{
    struct request request = {at, size, pool, stream, -1, true};
    return allocate(&request, cq_device_of_stream(stream));
}

API CUresult cuMemAllocAsync(CUdeviceptr *at, size_t size, CUstream stream)
{
    return from_device(at, size, stream);
}

API CUresult cuMemAllocAsync_ptsz(CUdeviceptr *at, size_t size, CUstream stream)
{
    return from_device(at, size, stream ? stream : PER_THREAD);
}

API CUresult cuMemAllocFromPoolAsync(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream)
{
    return from_pool(at, size, pool, stream);
}

API CUresult cuMemAllocFromPoolAsync_ptsz(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream)
{
    return from_pool(at, size, pool, stream ? stream : PER_THREAD);
}

/* No stream frees managed memory: it is freed once the stream has come so far. In a capture the driver refuses to wait, and nothing is freed. */
static CUresult free_in_turn(CUdeviceptr at, CUstream stream)
{
    CUresult result = CALL(cuStreamSynchronize, stream);
    return result == CUDA_SUCCESS ? CALL(cuMemFree_v2, at) : result;
}

/* What was plain memory is free when the stream has come so far; as the driver waits for that with plain memory, it is free now. */
API CUresult cuMemFreeAsync(CUdeviceptr at, CUstream stream)
{
    return CQ_FREE(CQ_ADDRESS, at, known && freed.gives_way ? free_in_turn(at, stream) : CALL(cuMemFreeAsync, at, stream));
}

API CUresult cuMemFreeAsync_ptsz(CUdeviceptr at, CUstream stream)
{
    return CQ_FREE(CQ_ADDRESS, at, known && freed.gives_way ? free_in_turn(at, stream ? stream : PER_THREAD) : CALL(cuMemFreeAsync_ptsz, at, stream));
}
