#include "capture.h"

#include <stdlib.h>

static unsigned long long last_id;
static __thread int thread_mode;

static CUresult begin(CUstream stream, CUgraph graph, const CUgraphNode *needs, size_t count, int mode)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    NEED(mode >= 0 && mode <= 2);
    if ((uintptr_t)stream <= 1)
        return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    if ((uintptr_t)stream == 2 || is_capturing(stream))
        return (uintptr_t)stream == 2 ? CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED : CUDA_ERROR_ILLEGAL_STATE;
    capture_forget_stream(stream);
    struct capture *made = calloc(1, sizeof *made);
    if (made)
        *made = (struct capture){1, __atomic_add_fetch(&last_id, 1, __ATOMIC_RELAXED), graph ? graph : graph_new(), CU_STREAM_CAPTURE_STATUS_ACTIVE, mode,
                                 graph, stream, pthread_self()};
    if (!made || !made->graph || !capture_set_tip(stream, needs, count)) {
        free(made);
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    stream->capture = made;
    return CUDA_SUCCESS;
}

API CUresult cuStreamBeginCapture_v2(CUstream stream, int mode)
{
    return begin(stream, NULL, NULL, 0, mode);
}

API CUresult cuStreamBeginCapture(CUstream stream)
{
    return begin(stream, NULL, NULL, 0, 0);
}

API CUresult cuStreamBeginCaptureToGraph(CUstream stream, CUgraph graph, const CUgraphNode *needs, const CUgraphEdgeData *data, size_t count, int mode)
{
    (void)data;
    NEED(graph_is(graph) && (needs || !count));
    return begin(stream, graph, needs, count, mode);
}

static bool in_tip(CUstream stream, CUgraphNode node)
{
    for (size_t i = 0; i < stream->tips; i++)
        if (stream->tip[i] == node)
            return true;
    return false;
}

/* A node that nothing waits for must be one of the last of the stream that ends the capture. */
static bool all_joined(CUstream stream)
{
    CUgraph graph = stream->capture->graph;
    for (CUgraphNode node = graph->first; node; node = node->next)
        node->placed = false;
    for (CUgraphNode node = graph->first; node; node = node->next)
        for (size_t i = 0; i < node->needs; i++)
            node->need[i]->placed = true;
    for (CUgraphNode node = graph->first; node; node = node->next)
        if (!node->placed && !in_tip(stream, node))
            return false;
    return true;
}

static CUresult verdict(CUstream stream)
{
    const struct capture *capture = stream->capture;
    if (capture->origin != stream)
        return CUDA_ERROR_STREAM_CAPTURE_UNMATCHED;
    if (capture->mode != 2 && !pthread_equal(capture->thread, pthread_self()))
        return CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD;
    if (capture->status != CU_STREAM_CAPTURE_STATUS_ACTIVE)
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    return capture->into_given || all_joined(stream) ? CUDA_SUCCESS : CUDA_ERROR_STREAM_CAPTURE_UNJOINED;
}

API CUresult cuStreamEndCapture(CUstream stream, CUgraph *graph)
{
    READY;
    NEED(graph);
    *graph = NULL;
    if (!is_capturing(stream))
        return CUDA_ERROR_ILLEGAL_STATE;
    CUresult result = verdict(stream);
    struct capture *capture = stream->capture;
    if (result == CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD || result == CUDA_ERROR_STREAM_CAPTURE_UNMATCHED)
        return capture->status = CU_STREAM_CAPTURE_STATUS_INVALIDATED, result;
    if (result == CUDA_SUCCESS)
        *graph = capture->graph;
    else if (!capture->into_given)
        graph_free(capture->graph);
    capture->graph = NULL;
    capture->origin = NULL; /* the streams that joined see by this that it is over */
    capture_forget_stream(stream);
    return result;
}

API CUresult cuStreamIsCapturing(CUstream stream, int *status)
{
    READY;
    NEED(status);
    *status = is_capturing(stream) ? stream->capture->status : CU_STREAM_CAPTURE_STATUS_NONE;
    return CUDA_SUCCESS;
}

API CUresult cuStreamGetCaptureInfo_v3(CUstream stream, int *status, cuuint64_t *id, CUgraph *graph, const CUgraphNode **needs, const CUgraphEdgeData **data,
                                       size_t *count)
{
    CUresult result = cuStreamIsCapturing(stream, status);
    if (result != CUDA_SUCCESS || *status != CU_STREAM_CAPTURE_STATUS_ACTIVE)
        return result;
    if (id)
        *id = stream->capture->id;
    if (graph)
        *graph = stream->capture->graph;
    if (needs)
        *needs = stream->tip;
    if (data)
        *data = NULL;
    if (count)
        *count = stream->tips;
    return CUDA_SUCCESS;
}

API CUresult cuStreamGetCaptureInfo_v2(CUstream stream, int *status, cuuint64_t *id, CUgraph *graph, const CUgraphNode **needs, size_t *count)
{
    return cuStreamGetCaptureInfo_v3(stream, status, id, graph, needs, NULL, count);
}

API CUresult cuStreamGetCaptureInfo(CUstream stream, int *status, cuuint64_t *id)
{
    return cuStreamGetCaptureInfo_v3(stream, status, id, NULL, NULL, NULL, NULL);
}

/* flags: 0 adds to what the stream's next node waits for, 1 replaces it. */
API CUresult cuStreamUpdateCaptureDependencies_v2(CUstream stream, CUgraphNode *needs, const CUgraphEdgeData *data, size_t count, unsigned flags)
{
    (void)data;
    READY;
    NEED((needs || !count) && flags <= 1);
    if (!is_capturing(stream))
        return CUDA_ERROR_ILLEGAL_STATE;
    struct CUevent_st extra = {.capture = stream->capture, .tip = needs, .tips = count};
    if (flags == 1)
        return capture_set_tip(stream, needs, count) ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
    return capture_wait(stream, &extra);
}

API CUresult cuStreamUpdateCaptureDependencies(CUstream stream, CUgraphNode *needs, size_t count, unsigned flags)
{
    return cuStreamUpdateCaptureDependencies_v2(stream, needs, NULL, count, flags);
}

API CUresult cuThreadExchangeStreamCaptureMode(int *mode)
{
    READY;
    NEED(mode && *mode >= 0 && *mode <= 2);
    int before = thread_mode;
    thread_mode = *mode;
    *mode = before;
    return CUDA_SUCCESS;
}

ALIAS(cuStreamBeginCapture_ptsz, cuStreamBeginCapture);
ALIAS(cuStreamBeginCapture_v2_ptsz, cuStreamBeginCapture_v2);
ALIAS(cuStreamBeginCaptureToGraph_ptsz, cuStreamBeginCaptureToGraph);
ALIAS(cuStreamEndCapture_ptsz, cuStreamEndCapture);
ALIAS(cuStreamIsCapturing_ptsz, cuStreamIsCapturing);
ALIAS(cuStreamGetCaptureInfo_ptsz, cuStreamGetCaptureInfo);
ALIAS(cuStreamGetCaptureInfo_v2_ptsz, cuStreamGetCaptureInfo_v2);
ALIAS(cuStreamGetCaptureInfo_v3_ptsz, cuStreamGetCaptureInfo_v3);
ALIAS(cuStreamUpdateCaptureDependencies_ptsz, cuStreamUpdateCaptureDependencies);
ALIAS(cuStreamUpdateCaptureDependencies_v2_ptsz, cuStreamUpdateCaptureDependencies_v2);
