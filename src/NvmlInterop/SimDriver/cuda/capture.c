#include "capture.h"

#include <stdlib.h>
#include <string.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

/* When a capture has ended its streams find that out here. */
bool is_capturing(CUstream stream)
{
    return (uintptr_t)stream > 2 && stream->capture && stream->capture->origin;
}

struct capture *capture_keep(struct capture *capture)
{
    __atomic_add_fetch(&capture->references, 1, __ATOMIC_RELAXED);
    return capture;
}

void capture_drop(struct capture *capture)
{
    if (capture && __atomic_sub_fetch(&capture->references, 1, __ATOMIC_ACQ_REL) == 0)
        free(capture);
}

bool capture_set_tip(CUstream stream, const CUgraphNode *nodes, size_t count)
{
    CUgraphNode *copy = malloc((count + 1) * sizeof *copy);
    if (!copy)
        return false;
    if (count)
        memcpy(copy, nodes, count * sizeof *copy);
    free(stream->tip);
    stream->tip = copy;
    stream->tips = count;
    return true;
}

CUresult capture_refuse(CUstream stream)
{
    stream->capture->status = CU_STREAM_CAPTURE_STATUS_INVALIDATED;
    return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
}

static CUresult add_locked(CUstream stream, CUgraphNodeParams *params)
{
    CUgraphNode node = NULL;
    struct capture *capture = stream->capture;
    if (capture->status != CU_STREAM_CAPTURE_STATUS_ACTIVE)
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    CUresult result = graph_add_node(&node, capture->graph, stream->tip, stream->tips, params);
    if (result == CUDA_SUCCESS && !capture_set_tip(stream, &node, 1))
        result = CUDA_ERROR_OUT_OF_MEMORY;
    if (result != CUDA_SUCCESS)
        capture->status = CU_STREAM_CAPTURE_STATUS_INVALIDATED;
    return result;
}

/* One capture at a time is written to: several threads may fill the streams of one. */
static CUresult add(CUstream stream, CUgraphNodeParams *params)
{
    pthread_mutex_lock(&guard);
    CUresult result = add_locked(stream, params);
    pthread_mutex_unlock(&guard);
    return result;
}

CUresult capture_kernel(CUstream stream, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    return add(stream, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_KERNEL, .kernel = *params});
}

CUresult capture_box(CUstream stream, const CUDA_MEMCPY3D *box)
{
    return add(stream, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEMCPY, .memcpy.copyParams = *box});
}

CUresult capture_graph(CUstream stream, CUgraph graph)
{
    return add(stream, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_GRAPH, .graph.graph = graph});
}

CUresult capture_alloc(CUstream stream, size_t size, CUdeviceptr *at)
{
    CUgraphNodeParams params = {.type = CU_GRAPH_NODE_TYPE_MEM_ALLOC, .alloc.bytesize = size};
    params.alloc.poolProps = (CUmemPoolProps){.allocType = 1, .location = {CU_MEM_LOCATION_TYPE_DEVICE, stream->context->ordinal}};
    CUresult result = add(stream, &params);
    if (result == CUDA_SUCCESS)
        *at = params.alloc.dptr;
    return result;
}

static CUresult capture_set(CUstream stream, const struct work *work)
{
    CUgraphNodeParams params = {.type = CU_GRAPH_NODE_TYPE_MEMSET};
    params.memset.params = (CUDA_MEMSET_NODE_PARAMS){(uintptr_t)work->to, work->size, work->value, work->width, work->size / work->width, 1};
    return add(stream, &params);
}

CUresult capture_work(CUstream stream, const struct work *work)
{
    CUDA_MEMCPY3D line;
    switch (work->kind) {
    case WORK_COPY:
        line = box_of_line(work->to, work->from, work->size);
        return capture_box(stream, &line);
    case WORK_SET:
        return capture_set(stream, work);
    case WORK_CALL:
        return add(stream, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_HOST, .host = {work->call, work->to}});
    case WORK_FREE:
        return add(stream, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEM_FREE, .free.dptr = (uintptr_t)work->to});
    default:
        return capture_refuse(stream);
    }
}

void capture_forget_event(CUevent event)
{
    capture_drop(event->capture);
    free(event->tip);
    event->capture = NULL;
    event->tip = NULL;
    event->tips = 0;
}

CUresult capture_event(CUstream stream, CUevent event)
{
    CUgraphNode *copy = malloc((stream->tips + 1) * sizeof *copy);
    if (!copy)
        return CUDA_ERROR_OUT_OF_MEMORY;
    capture_forget_event(event);
    if (stream->tips)
        memcpy(copy, stream->tip, stream->tips * sizeof *copy);
    event->tip = copy;
    event->tips = stream->tips;
    event->capture = capture_keep(stream->capture);
    return CUDA_SUCCESS;
}

void capture_forget_stream(CUstream stream)
{
    capture_drop(stream->capture);
    free(stream->tip);
    stream->capture = NULL;
    stream->tip = NULL;
    stream->tips = 0;
}

CUresult capture_wait(CUstream stream, CUevent event)
{
    bool mine = is_capturing(stream);
    if (!event->capture || !event->capture->origin)
        return CUDA_ERROR_STREAM_CAPTURE_ISOLATION;
    if ((uintptr_t)stream <= 2)
        return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    if (mine && stream->capture != event->capture)
        return CUDA_ERROR_STREAM_CAPTURE_MERGE;
    if (!mine) {
        capture_forget_stream(stream);
        stream->capture = capture_keep(event->capture);
    }
    size_t count = stream->tips + event->tips;
    CUgraphNode *both = malloc((count + 1) * sizeof *both);
    if (!both)
        return CUDA_ERROR_OUT_OF_MEMORY;
    if (stream->tips)
        memcpy(both, stream->tip, stream->tips * sizeof *both);
    if (event->tips)
        memcpy(both + stream->tips, event->tip, event->tips * sizeof *both);
    bool set = capture_set_tip(stream, both, count);
    free(both);
    return set ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}
