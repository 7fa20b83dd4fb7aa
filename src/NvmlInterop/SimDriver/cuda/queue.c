/*
 * The work of a context: one queue and one thread, created with the first kernel. First in, first out over all streams is stricter than
 * CUDA asks, and keeps every order that it promises.
 */
#include "queue.h"

#include "box.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct queue *queue_new(CUcontext context)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->context = context;
    pthread_mutex_init(&queue->guard, NULL);
    pthread_cond_init(&queue->changed, NULL);
    return queue;
}

static void fill_memory(const struct work *work)
{
    if (work->width == 1) {
        memset(work->to, (int)work->value, work->size);
        return;
    }
    for (size_t i = 0; i < work->size / work->width; i++)
        memcpy((char *)work->to + i * work->width, &work->value, work->width);
}

void queue_record(const struct work *work)
{
    work->event->time_ns = work->end_ns;
    if (work->event->doomed)
        free(work->event);
}

static void record(struct queue *queue, const struct work *work)
{
    struct work ended = *work;
    pthread_mutex_lock(&queue->guard);
    ended.end_ns = queue->end_ns > work->ready_ns ? queue->end_ns : work->ready_ns;
    queue_record(&ended);
    pthread_mutex_unlock(&queue->guard);
}

void work_do(const struct work *work)
{
    switch (work->kind) {
    case WORK_COPY:
        memmove(work->to, work->from, work->size);
        break;
    case WORK_BOX:
        box_copy(work->from);
        break;
    case WORK_SET:
        fill_memory(work);
        break;
    case WORK_FREE:
        memory_free((uintptr_t)work->to);
        break;
    case WORK_CALL:
        work->call(work->to);
        break;
    default:
        break;
    }
}

static void run(struct queue *queue, const struct work *work);

static void run_graph(struct queue *queue, const struct work *graph)
{
    struct plan_items items = plan_items(graph->to);
    for (size_t i = 0; i < items.count && !queue->stopping; i++) {
        struct work work = items.item[i];
        work.ready_ns = graph->ready_ns;
        run(queue, &work);
    }
    plan_ran(graph->to);
}

static void run(struct queue *queue, const struct work *work)
{
    switch (work->kind) {
    case WORK_KERNEL:
        queue_spend(queue, work->ready_ns, work->duration_ns);
        break;
    case WORK_GRAPH:
        run_graph(queue, work);
        break;
    case WORK_EVENT:
        record(queue, work);
        break;
    case WORK_CALL: /* what comes after waits until the host has done it */
        work_do(work);
        queue->end_ns = sim_now_ns();
        break;
    default:
        work_do(work);
    }
}

/* Work that takes no simulated time: all before it is finished. The caller holds the guard. */
static void run_next(struct queue *queue)
{
    struct work work = *queue_item(queue, queue->finished);
    pthread_mutex_unlock(&queue->guard);
    run(queue, &work);
    pthread_mutex_lock(&queue->guard);
    queue->issued = ++queue->finished;
    pthread_cond_broadcast(&queue->changed);
}

static void sleep_until(struct queue *queue, uint64_t when)
{
    uint64_t now = sim_now_ns();
    pthread_mutex_unlock(&queue->guard);
    if (when > now)
        sim_sleep_ns(when - now);
    pthread_mutex_lock(&queue->guard);
}

static void *serve(void *argument)
{
    struct queue *queue = argument;
    pthread_mutex_lock(&queue->guard);
    for (;;) {
        queue_issue(queue);
        if (queue_finish(queue))
            pthread_cond_broadcast(&queue->changed);
        else if (queue->finished < queue->issued || queue->begun)
            sleep_until(queue, queue_next_ns(queue));
        else if (queue->finished < queue->submitted)
            run_next(queue);
        else if (queue->stopping)
            break;
        else
            pthread_cond_wait(&queue->changed, &queue->guard);
    }
    pthread_mutex_unlock(&queue->guard);
    return NULL;
}

/* The application's signals are none of this thread's business. */
static bool start(struct queue *queue)
{
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    queue->running = pthread_create(&queue->thread, NULL, serve, queue) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return queue->running;
}

uint64_t queue_submit(struct queue *queue, const struct work *work)
{
    uint64_t ticket = 0;
    pthread_mutex_lock(&queue->guard);
    if (queue->running || start(queue)) {
        while (queue->submitted - queue->finished >= DEPTH)
            pthread_cond_wait(&queue->changed, &queue->guard);
        queue->item[queue->submitted % DEPTH] = *work;
        queue->item[queue->submitted % DEPTH].ready_ns = sim_now_ns();
        ticket = ++queue->submitted;
        pthread_cond_broadcast(&queue->changed);
    }
    pthread_mutex_unlock(&queue->guard);
    return ticket;
}

CUresult queue_run(CUstream stream, const struct work *work)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (is_capturing(stream))
        return capture_work(stream, work);
    bool waits = work->kind == WORK_KERNEL || work->kind == WORK_CALL || work->kind == WORK_GRAPH;
    if (!waits && queue_done(context->queue, queue_last(context->queue))) {
        struct work at_once = *work;
        at_once.ready_ns = sim_now_ns();
        run(context->queue, &at_once);
        return CUDA_SUCCESS;
    }
    uint64_t ticket = queue_submit(context->queue, work);
    if ((uintptr_t)stream > 2)
        stream->last = ticket;
    return ticket ? CUDA_SUCCESS : CUDA_ERROR_OPERATING_SYSTEM;
}

bool queue_done(struct queue *queue, uint64_t ticket)
{
    pthread_mutex_lock(&queue->guard);
    bool done = queue->finished >= ticket;
    pthread_mutex_unlock(&queue->guard);
    return done;
}

void queue_wait(struct queue *queue, uint64_t ticket)
{
    pthread_mutex_lock(&queue->guard);
    bool inside = queue->running && pthread_equal(pthread_self(), queue->thread);
    while (!inside && queue->finished < ticket)
        pthread_cond_wait(&queue->changed, &queue->guard);
    pthread_mutex_unlock(&queue->guard);
}

uint64_t queue_last(struct queue *queue)
{
    pthread_mutex_lock(&queue->guard);
    uint64_t last = queue->submitted;
    pthread_mutex_unlock(&queue->guard);
    return last;
}

void queue_delete(struct queue *queue)
{
    pthread_mutex_lock(&queue->guard);
    queue->stopping = true;
    pthread_cond_broadcast(&queue->changed);
    pthread_mutex_unlock(&queue->guard);
    if (queue->running)
        pthread_join(queue->thread, NULL);
    free(queue);
}
