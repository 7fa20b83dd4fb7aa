/*
 * At the limit. One process at a time decides, by a lock on a byte of the counters file; the others see the gate and queue. Whoever waits for an
 * estimate to be measured lets the next one in meanwhile, and has nothing under way itself, so that it can be measured too.
 */
#include "account.h"
#include "kernel.h"
#include "sum.h"

enum { NAP_NS = 10000000, TURN_NAP_NS = 500000 };
#define TURN_NS 2000000000ull    /* how long one queues at most */
#define MEASURE_NS 1000000000ull /* how long one waits for the agent at most */
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

/* Waiting is of use only where it would fit with every estimate gone. */
static bool may_fit_once_measured(const struct cq_wish *wish)
{
    struct cq_sum sum = cq_sum(&wish->process->region, wish->gpu);
    uint64_t limit = cq_load(&wish->process->region.limits->gpu[wish->gpu].memory_bytes), sure = sum.bytes - sum.unmeasured;
    return sum.unmeasured && sure <= limit && wish->bytes <= limit - sure;
}

struct patience {
    uint64_t begun, heartbeat, changed;
};

static bool wait_for_agent(const struct cq_wish *wish, struct patience *patience)
{
    uint64_t now = cq_now_ns(), heartbeat = cq_load(&wish->process->region.limits->heartbeat);
    /* Once it was waited for in vain, it is not again before it moves. */
    if (atomic_load(&wish->process->silent_heartbeat) == heartbeat + 1)
        return false;
    if (heartbeat != patience->heartbeat) {
        patience->heartbeat = heartbeat;
        patience->changed = now;
    }
    bool silent = now - patience->changed > SILENCE_NS;
    if (silent)
        atomic_store(&wish->process->silent_heartbeat, heartbeat + 1);
    if (silent || now - patience->begun > MEASURE_NS || !may_fit_once_measured(wish))
        return false;
    cq_sleep_ns(NAP_NS);
    return true;
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
