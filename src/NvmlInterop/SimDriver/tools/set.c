#include "fail.h"
#include "simctl.h"
#include "../state/slots.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EVENT_DOUBLE_BIT_ERROR 2
#define EVENT_XID 8
#define XID_FALLEN_OFF_BUS 79

static void wake_waiters(struct sim *sim)
{
    __atomic_add_fetch(&sim->state->event_sequence, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &sim->state->event_sequence, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static void raise_event(struct sim *sim, struct sim_gpu *gpu, uint64_t type, uint64_t number)
{
    struct sim_xid *event = &gpu->xid[gpu->xid_head % SIM_XIDS];
    event->number = number;
    event->event_type = type;
    event->when_us = sim_wall_us();
    __atomic_add_fetch(&gpu->xid_head, 1, __ATOMIC_RELEASE);
    wake_waiters(sim);
}

static void set_util(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->util = (int32_t)value; }
static void set_temperature(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->temperature = (int32_t)value; }
static void set_power(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->power_w = (int32_t)value; }
static void set_slow(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->slow_ms = (uint32_t)value; }
static void set_remap_pending(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->remap_pending = (uint32_t)value; }
static void set_recovery(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->recovery = (uint32_t)value; }
static void set_retired(struct sim *sim, struct sim_gpu *gpu, long value) { (void)sim, gpu->retired = (uint32_t)value; }
static void set_xid(struct sim *sim, struct sim_gpu *gpu, long value) { raise_event(sim, gpu, EVENT_XID, (uint64_t)value); }

/* Forgets the most that was used: it begins again with what is used now. */
static void set_peak(struct sim *sim, struct sim_gpu *gpu, long value)
{
    gpu->peak_bytes = (uint64_t)value + sim_used_bytes(sim, (uint32_t)(gpu - sim->state->gpu), -1, false);
}

static void set_ecc(struct sim *sim, struct sim_gpu *gpu, long value)
{
    bool more = (uint64_t)value > gpu->ecc_errors;
    gpu->ecc_errors = (uint64_t)value;
    if (more)
        raise_event(sim, gpu, EVENT_DOUBLE_BIT_ERROR, 0);
}

static void set_lost(struct sim *sim, struct sim_gpu *gpu, long value)
{
    bool falls = value && !gpu->lost;
    gpu->lost = value != 0;
    if (falls)
        raise_event(sim, gpu, EVENT_XID, XID_FALLEN_OFF_BUS);
}

enum { REMAP_NONE, REMAP_PENDING, REMAP_FAILED };
static const char *const remap_words[] = {"none", "pending", "failed"};

static void set_remap(struct sim *sim, struct sim_gpu *gpu, long value)
{
    (void)sim;
    gpu->remap_pending = value == REMAP_PENDING;
    gpu->remap_failed = value == REMAP_FAILED;
}

static void set_hang(struct sim *sim, struct sim_gpu *gpu, long value)
{
    (void)gpu;
    __atomic_store_n(&sim->state->hang_until_ns, value ? sim_now_ns() + (uint64_t)value * 1000000000u : 0, __ATOMIC_RELAXED);
    wake_waiters(sim);
}

static void set_unloaded(struct sim *sim, struct sim_gpu *gpu, long value)
{
    (void)gpu;
    sim->state->loads += sim->state->unloaded && !value;
    sim->state->unloaded = value != 0;
    wake_waiters(sim);
}

static const struct field {
    const char *name;
    long least, most;
    void (*set)(struct sim *, struct sim_gpu *, long);
    const char *meaning;
} fields[] = {
    {"util", -1, 100, set_util, "percent, -1 follows the load"},
    {"temperature", -1, 200, set_temperature, "degrees, -1 follows the load"},
    {"power", -1, 5000, set_power, "watts, -1 follows the load"},
    {"ecc", 0, LONG_MAX, set_ecc, "uncorrectable errors"},
    {"xid", 1, 255, set_xid, "raises the error now"},
    {"lost", 0, 1, set_lost, "1: fallen off the bus"},
    {"slow", 0, 60000, set_slow, "milliseconds each call takes"},
    {"remap_pending", 0, 1, set_remap_pending, "1: a row waits for a reset"},
    {"remap", REMAP_NONE, REMAP_FAILED, set_remap, "none, pending or failed: how the last row was replaced"},
    {"recovery", 0, 4, set_recovery, "what the driver asks for: 1 reset, 2 reboot, 3 and 4 drain first"},
    {"hang", 0, 600, set_hang, "seconds in which no call to NVML returns, of any GPU; 0 ends them"},
    {"unloaded", 0, 1, set_unloaded, "1: the whole driver is gone, 0: it is loaded again"},
    {"retired", 0, 512, set_retired, "retired pages"},
    {"peak", 0, 0, set_peak, "forgets the most memory that was used at once"},
};

static void list_fields(char *list, size_t size)
{
    list[0] = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t used = strlen(list);
        snprintf(list + used, size - used, "%s%s (%s)", i ? ", " : "", fields[i].name, fields[i].meaning);
    }
}

static struct sim_gpu *find_gpu(struct sim *sim, const char *name)
{
    char *end;
    unsigned long index = strtoul(name, &end, 10);
    if (*name && !*end && sim_gpu(sim, (uint32_t)index))
        return sim_gpu(sim, (uint32_t)index);
    for (uint32_t i = 0; i < sim_gpu_count(sim); i++)
        if (!strcasecmp(sim_gpu(sim, i)->uuid, name))
            return sim_gpu(sim, i);
    fail("cannot change the simulated GPU: there is no GPU `%s`. Use an index from 0 to %u or a UUID.", name, sim_gpu_count(sim) - 1);
}

/* One field has words in place of its numbers. */
static bool find_word(const struct field *field, const char *word, long *value)
{
    for (long i = REMAP_NONE; field->set == set_remap && i <= REMAP_FAILED; i++)
        if (!strcmp(remap_words[i], word)) {
            *value = i;
            return true;
        }
    return false;
}

static const struct field *find_field(const char *assignment, long *value)
{
    char list[2048], *end;
    const char *equals = strchr(assignment, '=');
    size_t length = equals ? (size_t)(equals - assignment) : strlen(assignment);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strlen(fields[i].name) != length || strncmp(fields[i].name, assignment, length))
            continue;
        if (equals && find_word(&fields[i], equals + 1, value))
            return &fields[i];
        *value = equals ? strtol(equals + 1, &end, 10) : 0;
        if (!equals || end == equals + 1 || *end || *value < fields[i].least || *value > fields[i].most)
            fail("cannot change the simulated GPU: `%s` is out of range. Give %s a number from %ld to %ld.", assignment, fields[i].name, fields[i].least,
                 fields[i].most);
        return &fields[i];
    }
    list_fields(list, sizeof list);
    fail("cannot change the simulated GPU: there is no field `%.*s`. Use one of: %s.", (int)length, assignment, list);
}

/* All words are checked before the first one changes anything. */
void set_fields(struct sim *sim, const char *name, char **assignments, int count)
{
    long value;
    struct sim_gpu *gpu = find_gpu(sim, name);
    for (int i = 0; i < count; i++)
        find_field(assignments[i], &value);
    if (!sim_lock(sim))
        fail("cannot change the simulated GPU: another process holds the state. Try again.");
    for (int i = 0; i < count; i++)
        find_field(assignments[i], &value)->set(sim, gpu, value);
    sim_unlock(sim);
}
