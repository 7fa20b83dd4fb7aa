/*
 * The work of a context: one queue and one thread, created with the first kernel. First in, first out over all streams is stricter than
 * CUDA asks, and keeps every order that it promises.
 */
#include "box.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 1024
/* A kernel counts as finished this much before its simulated end, so that thousands of short ones do not pay for a sleep each. */
#define LEAD_NS 300000

struct queue {
    CUcontext context;
    pthread_mutex_t guard;
    pthread_cond_t changed;
    pthread_t thread;
    bool running, stopping;
    uint64_t submitted, finished, end_ns;
    struct work item[DEPTH];
};

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

static void record(struct queue *queue, const struct work *work)
{
    CUevent event = work->event;
    pthread_mutex_lock(&queue->guard);
    event->time_ns = queue->end_ns > work->ready_ns ? queue->end_ns : work->ready_ns;
    bool doomed = event->doomed;
    pthread_mutex_unlock(&queue->guard);
    if (doomed)
        free(event);
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
        allocation_delete((uintptr_t)work->to, FREEABLE);
        break;
    case WORK_CALL:
        work->call(work->to);
        break;
    default:
        break;
    }
}

static void account(const struct cuda_device *device, uint64_t start, uint64_t duration)
{
    struct sim_slot_gpu *held = &cuda.state->slot[cuda_slot].gpu[device->gpu];
    struct sim_timeline *time = cuda_timeline(device);
    sim_account(time->bucket, start, duration);
    __atomic_add_fetch(&time->busy_ns, duration, __ATOMIC_RELAXED);
    if (sim_slot_is_mine(&cuda, (uint32_t)cuda_slot)) {
        sim_account(held->bucket, start, duration);
        __atomic_add_fetch(&held->busy_ns, duration, __ATOMIC_RELAXED);
    }
}

/*
 * In slices, so that the contexts of several processes take turns. A slice begins when the work before it ended, not when this thread was
 * woken: a busy host makes the thread late, but no kernel longer.
 */
static void run_kernel(struct queue *queue, uint64_t ready, uint64_t left)
{
    const struct cuda_device *device = queue->context->device;
    while (left && !cuda_gpu(device)->lost && !queue->stopping) {
        ready = ready > queue->end_ns ? ready : queue->end_ns;
        uint64_t slice = left < SIM_SLICE_NS ? left : SIM_SLICE_NS, start = sim_reserve(cuda_timeline(device), ready, slice), now = sim_now_ns();
        queue->end_ns = start + slice;
        account(device, start, slice);
        if (queue->end_ns > now + LEAD_NS)
            sim_sleep_ns(queue->end_ns - now);
        left -= slice;
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
        run_kernel(queue, work->ready_ns, work->duration_ns);
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

static void *serve(void *argument)
{
    struct queue *queue = argument;
    pthread_mutex_lock(&queue->guard);
    for (;;) {
        while (queue->finished == queue->submitted && !queue->stopping)
            pthread_cond_wait(&queue->changed, &queue->guard);
        if (queue->finished == queue->submitted)
            break;
        struct work work = queue->item[queue->finished % DEPTH];
        pthread_mutex_unlock(&queue->guard);
        run(queue, &work);
        pthread_mutex_lock(&queue->guard);
        queue->finished++;
        pthread_cond_broadcast(&queue->changed);
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
