#include "capture.h"

_Atomic(unsigned) capture_count;

/* The driver reports an error for the legacy stream while others capture: a launch in it fails as well. */
bool capture_has(CUstream stream)
{
    int status = CU_STREAM_CAPTURE_STATUS_NONE;
    return ASK(cuStreamIsCapturing, stream, &status) == CUDA_SUCCESS && status != CU_STREAM_CAPTURE_STATUS_NONE;
}

static void begin(void)
{
    atomic_fetch_add(&capture_count, 1);
}

/* Not every error ends a capture. */
static CUresult end(CUstream stream, bool was, CUresult result)
{
    unsigned seen = atomic_load(&capture_count);
    if (!was || capture_has(stream))
        return result;
    while (seen && !atomic_compare_exchange_weak(&capture_count, &seen, seen - 1))
        ;
    return result;
}

/* Counted before it begins: another thread may use the stream at once. */
static CUresult begun(CUresult result)
{
    if (result != CUDA_SUCCESS)
        atomic_fetch_sub(&capture_count, 1);
    return result;
}

#define BEGIN_OLD_CAPTURE(name) \
    API CUresult name(CUstream stream) \
    { \
        begin(); \
        return begun(CALL(name, stream)); \
    }
#define BEGIN_CAPTURE(name) \
    API CUresult name(CUstream stream, int mode) \
    { \
        begin(); \
        return begun(CALL(name, stream, mode)); \
    }
#define BEGIN_CAPTURE_TO_GRAPH(name) \
    API CUresult name(CUstream stream, CUgraph graph, const CUgraphNode *needs, const CUgraphEdgeData *data, size_t count, int mode) \
    { \
        begin(); \
        return begun(CALL(name, stream, graph, needs, data, count, mode)); \
    }
#define END_CAPTURE(name, null_stream) \
    API CUresult name(CUstream stream, CUgraph *graph) \
    { \
        CUstream meant = stream ? stream : (null_stream); \
        bool was = capture_has(meant); \
        return end(meant, was, CALL(name, stream, graph)); \
    }

BEGIN_OLD_CAPTURE(cuStreamBeginCapture)
BEGIN_OLD_CAPTURE(cuStreamBeginCapture_ptsz)
BEGIN_CAPTURE(cuStreamBeginCapture_v2)
BEGIN_CAPTURE(cuStreamBeginCapture_v2_ptsz)
BEGIN_CAPTURE_TO_GRAPH(cuStreamBeginCaptureToGraph)
BEGIN_CAPTURE_TO_GRAPH(cuStreamBeginCaptureToGraph_ptsz)
END_CAPTURE(cuStreamEndCapture, LEGACY_STREAM)
END_CAPTURE(cuStreamEndCapture_ptsz, PER_THREAD_STREAM)
