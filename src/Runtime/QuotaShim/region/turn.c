/*
 * At the limit. One process at a time decides, by a lock on a byte of the counters file; the others see the gate and queue. Whoever waits for an
 * estimate to be measured lets the next one in meanwhile, and has nothing under way itself, so that it can be measured too.
 */
#include "account.h"
#include "kernel.h"
#include "sum.h"

enum { NAP_NS = 10000000, TURN_NAP_NS = 500000 };
#define TURN_NS 2000000000ull    /* how long one queues at most */
#define MEASURE_NS 2000000000ull /* how long one waits for the agent at most */
#define SILENCE_NS 500000000ull  /* an agent that is quiet for so long is taken to be gone */

static bool enter(int fd, struct cq_counters *counters)
{
    for (uint64_t begun = cq_now_ns(); !cq_lock_byte(fd, CQ_LOCK_TURN); cq_sleep_ns(TURN_NAP_NS))
        if (cq_now_ns() - begun > TURN_NS)
            return false;
    cq_store(&counters->gate, 1);
    return true;
}

/* Unlocked before it is closed: a child that was forked in between holds the same open file. */
static void leave(int fd, struct cq_counters *counters)
{
    cq_store(&counters->gate, 0);
    cq_unlock_byte(fd, CQ_LOCK_TURN);
}

static uint64_t limit_of(const struct cq_wish *wish)
{
    return cq_load(&wish->process->region.limits->gpu[wish->gpu].memory_bytes);
}

static bool fits_beside(uint64_t bytes, const struct cq_wish *wish)
{
    uint64_t limit = limit_of(wish);
    return bytes <= limit && wish->bytes <= limit - bytes;
}

static bool fits_now(const struct cq_wish *wish)
{
    return fits_beside(cq_sum(&wish->process->region, wish->gpu).bytes, wish);
}

/* Waiting is of use only where it would fit with every estimate gone. */
static bool may_fit_once_measured(const struct cq_wish *wish)
{
    struct cq_sum sum = cq_sum(&wish->process->region, wish->gpu);
    return sum.unmeasured && fits_beside(sum.bytes - sum.unmeasured, wish);
}

struct patience {
    uint64_t begun, heartbeat, changed;
};

static bool is_silent(const struct cq_wish *wish, struct patience *patience, uint64_t now)
{
    uint64_t heartbeat = cq_load(&wish->process->region.limits->heartbeat);
    /* Once it was waited for in vain, it is not again before it moves. */
    if (atomic_load(&wish->process->silent_heartbeat) == heartbeat + 1)
        return true;
    if (heartbeat != patience->heartbeat) {
        patience->heartbeat = heartbeat;
        patience->changed = now;
    }
    if (now - patience->changed <= SILENCE_NS)
        return false;
    atomic_store(&wish->process->silent_heartbeat, heartbeat + 1);
    return true;
}

/* Until there is room; nothing is tried meanwhile, because the agent measures only a process that stands still. */
static bool wait_for_agent(const struct cq_wish *wish, struct patience *patience)
{
    for (uint64_t now; (now = cq_now_ns()) - patience->begun <= MEASURE_NS; cq_sleep_ns(NAP_NS)) {
        if (fits_now(wish))
            return true;
        if (!may_fit_once_measured(wish) || is_silent(wish, patience, now))
            return false;
    }
    return false;
}

static bool try_once(int fd, const struct cq_wish *wish)
{
    struct cq_counters *counters = wish->process->region.counters;
    if (!enter(fd, counters))
        return false;
    cq_free_dead(fd, &wish->process->region);
    bool fits = cq_try(wish);
    leave(fd, counters);
    return fits;
}

bool cq_try_in_turn(const struct cq_wish *wish)
{
    int fd = cq_open_counters();
    uint64_t now = cq_now_ns();
    struct patience patience = {now, cq_load(&wish->process->region.limits->heartbeat), now};
    bool fits = false;
    if (fd >= 0) {
        do
            fits = try_once(fd, wish);
        while (!fits && wait_for_agent(wish, &patience));
        kernel_close(fd);
    }
    if (!fits)
        cq_add(&wish->process->region.counters->out_of_memory, 1);
    return fits;
}
