#include "capture.h"

#include <stdlib.h>

CUresult cuda_stream_context(CUstream stream, CUcontext *context)
{
    CUresult result = cuda_current_ready(context);
    if (result == CUDA_ERROR_INVALID_CONTEXT && (uintptr_t)stream > 2 && stream->context) {
        *context = stream->context;
        return CUDA_SUCCESS;
    }
    if (result == CUDA_SUCCESS && (uintptr_t)stream > 2 && stream->context)
        *context = stream->context;
    return result;
}

API CUresult cuStreamCreateWithPriority(CUstream *stream, unsigned flags, int priority)
{
    CURRENT(context);
    NEED(stream);
    CUstream made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    made->context = context;
    made->flags = flags;
    made->priority = priority;
    *stream = made;
    return CUDA_SUCCESS;
}

API CUresult cuStreamCreate(CUstream *stream, unsigned flags)
{
    return cuStreamCreateWithPriority(stream, flags, 0);
}

API CUresult cuStreamDestroy_v2(CUstream stream)
{
    READY;
    if ((uintptr_t)stream <= 2)
        return CUDA_ERROR_INVALID_HANDLE;
    capture_forget_stream(stream);
    free(stream);
    return CUDA_SUCCESS;
}

static uint64_t last_ticket(CUstream stream, CUcontext context)
{
    return (uintptr_t)stream > 2 ? stream->last : queue_last(context->queue);
}

API CUresult cuStreamSynchronize(CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (is_capturing(stream))
        return capture_refuse(stream);
    queue_wait(context->queue, last_ticket(stream, context));
    cuda_settle(context);
    return cuda_gpu(context->device)->lost ? CUDA_ERROR_LAUNCH_FAILED : CUDA_SUCCESS;
}

API CUresult cuStreamQuery(CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (is_capturing(stream))
        return capture_refuse(stream);
    return queue_done(context->queue, last_ticket(stream, context)) ? CUDA_SUCCESS : CUDA_ERROR_NOT_READY;
}

/* Events of this context come before in its queue; those of another context are waited for by a host call in the queue. */
void event_wait(void *event)
{
    CUevent other = event;
    queue_wait(other->context->queue, other->ticket);
}

API CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned flags)
{
    CUcontext context;
    (void)flags;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (!event)
        return CUDA_ERROR_INVALID_HANDLE;
    if (event->capture || is_capturing(stream))
        return capture_wait(stream, event);
    if (event->context == context || queue_done(event->context->queue, event->ticket))
        return CUDA_SUCCESS;
    return queue_run(stream, &(struct work){.kind = WORK_CALL, .call = event_wait, .to = event});
}

API CUresult cuLaunchHostFunc(CUstream stream, CUhostFn function, void *argument)
{
    NEED(function);
    return queue_run(stream, &(struct work){.kind = WORK_CALL, .call = function, .to = argument});
}

API CUresult cuStreamGetFlags(CUstream stream, unsigned *flags)
{
    READY;
    NEED(flags);
    *flags = (uintptr_t)stream > 2 ? stream->flags : 0;
    return CUDA_SUCCESS;
}

API CUresult cuStreamGetPriority(CUstream stream, int *priority)
{
    READY;
    NEED(priority);
    *priority = (uintptr_t)stream > 2 ? stream->priority : 0;
    return CUDA_SUCCESS;
}

API CUresult cuStreamGetCtx(CUstream stream, CUcontext *context)
{
    NEED(context);
    return cuda_stream_context(stream, context);
}

ALIAS(cuStreamSynchronize_ptsz, cuStreamSynchronize);
ALIAS(cuStreamQuery_ptsz, cuStreamQuery);
ALIAS(cuStreamWaitEvent_ptsz, cuStreamWaitEvent);
ALIAS(cuLaunchHostFunc_ptsz, cuLaunchHostFunc);
ALIAS(cuStreamGetFlags_ptsz, cuStreamGetFlags);
ALIAS(cuStreamGetPriority_ptsz, cuStreamGetPriority);
ALIAS(cuStreamGetCtx_ptsz, cuStreamGetCtx);
