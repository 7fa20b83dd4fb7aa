/*
 * Kernels on the GPU's timeline, in slices of 2 ms, so that the contexts of several processes take turns. A slice begins when the work before
 * it ended, not when this thread was woken, and a thread that comes late takes the turns that it missed: a busy host makes no kernel
 * longer and no process's share smaller.
 */
#include "queue.h"

#define MOST_MISSED 64
#define COUNT_NS 20000000ull

static void account(const struct cuda_device *device, uint64_t start, uint64_t duration)
{
    struct sim_slot_gpu *held = &cuda.state->slot[cuda_slot].gpu[device->gpu];
    struct sim_timeline *time = cuda_load(device);
    duration = duration * cuda_mps_percent() / 100; /* on a part of the multiprocessors */
    sim_account(time->bucket, start, duration);
    __atomic_add_fetch(&time->busy_ns, duration, __ATOMIC_RELAXED);
    if (sim_slot_is_mine(&cuda, (uint32_t)cuda_slot)) {
        sim_account(held->bucket, start, duration);
        __atomic_add_fetch(&held->busy_ns, duration, __ATOMIC_RELAXED);
    }
}

static bool is_over(const struct queue *queue)
{
    return queue->stopping || cuda_gpu(queue->context->device)->lost;
}

/* An event between two kernels takes no time: the GPU does not stand still until the host has seen it. */
static bool is_timed(const struct work *work)
{
    return work->kind == WORK_KERNEL || work->kind == WORK_EVENT;
}

/* Whether there is something to issue; only the first one's remainder is known. */
static bool begin(struct queue *queue)
{
    if (queue->begun)
        return true;
    if (queue->issued == queue->submitted || !is_timed(queue_item(queue, queue->issued)))
        return false;
    queue->left_ns = queue_item(queue, queue->issued)->duration_ns;
    queue->begun = true;
    return true;
}

static uint64_t later(uint64_t one, uint64_t other)
{
    return one > other ? one : other;
}

/* The kernels that were ready when the work before them ended share a slice. */
static uint64_t gather(struct queue *queue, uint64_t by)
{
    uint64_t sum = queue->left_ns;
    for (uint64_t index = queue->issued + 1; sum < SIM_SLICE_NS && index < queue->submitted; index++) {
        const struct work *next = queue_item(queue, index);
        if (!is_timed(next) || next->ready_ns > by)
            break;
        sum += next->duration_ns;
    }
    return sum < SIM_SLICE_NS ? sum : SIM_SLICE_NS;
}

static void hand_out(struct queue *queue, uint64_t at, uint64_t slice)
{
    while (begin(queue) && (slice || !queue->left_ns)) {
        uint64_t part = slice < queue->left_ns ? slice : queue->left_ns;
        at += part;
        slice -= part;
        queue->left_ns -= part;
        if (queue->left_ns)
            break;
        queue_item(queue, queue->issued)->end_ns = at;
        queue->issued++;
        queue->begun = false;
        if (!slice)
            break;
    }
    queue->end_ns = at;
}

static void reserve(struct queue *queue)
{
    const struct work *first = queue_item(queue, queue->issued);
    uint64_t ready = later(first->ready_ns, queue->end_ns), slice = first->kind == WORK_EVENT ? 0 : gather(queue, ready);
    uint64_t start = slice ? sim_reserve(cuda_timeline(queue->context->device), ready, slice) : ready;
    if (slice)
        account(queue->context->device, start, slice);
    hand_out(queue, start, slice);
}

static void count_others(struct queue *queue, uint64_t now)
{
    uint32_t busy = now - queue->looked_ns < COUNT_NS ? 0 : cuda_mps_is_client() ? 1 : sim_contenders(&cuda, queue->context->device->gpu);
    if (!busy)
        return;
    queue->looked_ns = now;
    queue->cycle_ns = busy * SIM_SLICE_NS;
}

/* The turns that others had in the meantime, while work was waiting here. */
static uint64_t missed(struct queue *queue, uint64_t now)
{
    count_others(queue, now);
    uint64_t due = later(queue->end_ns - AHEAD_NS, queue_item(queue, queue->issued)->ready_ns);
    uint64_t turns = queue->cycle_ns && due < now ? (now - due) / queue->cycle_ns + 1 : 0;
    return turns < MOST_MISSED ? turns : MOST_MISSED;
}

void queue_issue(struct queue *queue)
{
    uint64_t now = sim_now_ns(), owed = begin(queue) ? missed(queue, now) : 0;
    while (begin(queue) && (queue->end_ns < now + AHEAD_NS || owed)) {
        if (is_over(queue)) {
            queue->left_ns = 0;
            hand_out(queue, now, 0);
            continue;
        }
        owed -= owed > 0 && queue_item(queue, queue->issued)->kind == WORK_KERNEL;
        reserve(queue);
    }
}

bool queue_finish(struct queue *queue)
{
    uint64_t before = queue->finished, now = sim_now_ns();
    while (queue->finished < queue->issued && (queue_item(queue, queue->finished)->end_ns <= now + LEAD_NS || is_over(queue))) {
        struct work *done = queue_item(queue, queue->finished++);
        if (done->to)
            plan_ran(done->to);
        if (done->event)
            queue_record(done);
    }
    return queue->finished != before;
}

uint64_t queue_next_ns(struct queue *queue)
{
    uint64_t more = queue->end_ns - AHEAD_NS / 2, end = queue_item(queue, queue->finished)->end_ns;
    bool waits = begin(queue);
    if (queue->finished == queue->issued)
        return more;
    return waits && more < end ? more : end;
}

void queue_spend(struct queue *queue, uint64_t ready_ns, uint64_t left)
{
    while (left && !is_over(queue)) {
        uint64_t slice = left < SIM_SLICE_NS ? left : SIM_SLICE_NS, now = sim_now_ns();
        uint64_t start = sim_reserve(cuda_timeline(queue->context->device), later(ready_ns, queue->end_ns), slice);
        queue->end_ns = start + slice;
        account(queue->context->device, start, slice);
        if (queue->end_ns > now + LEAD_NS)
            sim_sleep_ns(queue->end_ns - now);
        left -= slice;
    }
}
