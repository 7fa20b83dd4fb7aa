#include "capture.h"

#include <stdlib.h>

#define NO_TIMING 2

API CUresult cuEventCreate(CUevent *event, unsigned flags)
{
    CURRENT(context);
    NEED(event);
    CUevent made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    made->context = context;
    made->flags = flags;
    *event = made;
    return CUDA_SUCCESS;
}

API CUresult cuEventRecord(CUevent event, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (!event)
        return CUDA_ERROR_INVALID_HANDLE;
    if (is_capturing(stream))
        return capture_event(stream, event);
    capture_forget_event(event);
    event->recorded = true;
    event->context = context;
    result = queue_run(stream, &(struct work){.kind = WORK_EVENT, .event = event});
    event->ticket = queue_last(context->queue);
    return result;
}

API CUresult cuEventRecordWithFlags(CUevent event, CUstream stream, unsigned flags)
{
    NEED(flags <= 1);
    return cuEventRecord(event, stream);
}

API CUresult cuEventQuery(CUevent event)
{
    READY;
    if (!event)
        return CUDA_ERROR_INVALID_HANDLE;
    if (event->capture)
        return CUDA_ERROR_CAPTURED_EVENT;
    return !event->recorded || queue_done(event->context->queue, event->ticket) ? CUDA_SUCCESS : CUDA_ERROR_NOT_READY;
}

API CUresult cuEventSynchronize(CUevent event)
{
    READY;
    if (!event)
        return CUDA_ERROR_INVALID_HANDLE;
    if (event->capture)
        return CUDA_ERROR_CAPTURED_EVENT;
    if (event->recorded)
        queue_wait(event->context->queue, event->ticket);
    if (event->recorded)
        cuda_settle(event->context);
    return CUDA_SUCCESS;
}

API CUresult cuEventElapsedTime_v2(float *milliseconds, CUevent start, CUevent end)
{
    READY;
    NEED(milliseconds);
    if (!start || !end || !start->recorded || !end->recorded || ((start->flags | end->flags) & NO_TIMING))
        return CUDA_ERROR_INVALID_HANDLE;
    if (cuEventQuery(start) != CUDA_SUCCESS || cuEventQuery(end) != CUDA_SUCCESS)
        return CUDA_ERROR_NOT_READY;
    *milliseconds = (float)((double)(int64_t)(end->time_ns - start->time_ns) / 1e6);
    return CUDA_SUCCESS;
}

API CUresult cuEventElapsedTime(float *milliseconds, CUevent start, CUevent end)
{
    return cuEventElapsedTime_v2(milliseconds, start, end);
}

API CUresult cuEventDestroy_v2(CUevent event)
{
    READY;
    if (!event)
        return CUDA_ERROR_INVALID_HANDLE;
    capture_forget_event(event);
    if (cuEventQuery(event) == CUDA_SUCCESS)
        free(event);
    else
        event->doomed = true;
    return CUDA_SUCCESS;
}

ALIAS(cuEventRecord_ptsz, cuEventRecord);
ALIAS(cuEventRecordWithFlags_ptsz, cuEventRecordWithFlags);
