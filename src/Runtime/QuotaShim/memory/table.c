/* The table of charges: open addressing in memory of its own, because the program's allocator may be who calls. */
#include "../region/kernel.h"
#include "charge.h"

#define SMALLEST 512 /* entries; a power of two, as every size is */

static size_t home(const struct cq_table *table, enum cq_kind kind, uint64_t key)
{
    return (key ^ (uint64_t)kind << 58) * 0x9e3779b97f4a7c15ull >> 20 & (table->capacity - 1);
}

/* Where it is, or the free place where it belongs. */
static size_t place(const struct cq_table *table, enum cq_kind kind, uint64_t key)
{
    size_t at = home(table, kind, key);
    while (table->entry[at].kind && (table->entry[at].kind != kind || table->entry[at].key != key))
        at = (at + 1) & (table->capacity - 1);
    return at;
}

static bool grow(struct cq_table *table)
{
    struct cq_table bigger = {.capacity = table->capacity ? table->capacity * 2 : SMALLEST};
    bigger.entry = cq_memory(bigger.capacity * sizeof *bigger.entry);
    if (!bigger.entry)
        return false;
    for (size_t i = 0; i < table->capacity; i++)
        if (table->entry[i].kind)
            bigger.entry[place(&bigger, table->entry[i].kind, table->entry[i].key)] = table->entry[i];
    if (table->entry)
        kernel_unmap(table->entry, table->capacity * sizeof *table->entry);
    table->entry = bigger.entry;
    table->capacity = bigger.capacity;
    return true;
}

/* What stands behind a freed place moves up, so that every search may end at the first free one. */
static HOT void erase(struct cq_table *table, size_t hole)
{
    size_t mask = table->capacity - 1;
    for (size_t at = (hole + 1) & mask; table->entry[at].kind; at = (at + 1) & mask) {
        size_t wanted = home(table, table->entry[at].kind, table->entry[at].key);
        if (((at - wanted) & mask) < ((at - hole) & mask))
            continue;
        table->entry[hole] = table->entry[at];
        hole = at;
    }
    table->entry[hole].kind = CQ_NONE;
    table->count--;
}

static HOT struct cq_table *locked(void)
{
    struct cq_table *table = &cq_process()->table;
    cq_lock(&table->lock);
    return table;
}

HOT bool cq_table_add(const struct cq_charge *charge)
{
    struct cq_table *table = locked();
    bool room = table->count * 2 < table->capacity || grow(table);
    if (room) {
        size_t at = place(table, charge->kind, charge->key);
        table->count += !table->entry[at].kind;
        table->entry[at] = *charge;
    }
    cq_unlock(&table->lock);
    return room;
}

static HOT bool find(enum cq_kind kind, uint64_t key, struct cq_charge *found, bool take)
{
    struct cq_table *table = locked();
    size_t at = table->capacity ? place(table, kind, key) : 0;
    bool there = table->capacity && table->entry[at].kind;
    if (there)
        *found = table->entry[at];
    if (there && take)
        erase(table, at);
    cq_unlock(&table->lock);
    return there;
}

bool cq_table_find(enum cq_kind kind, uint64_t key, struct cq_charge *found)
{
    return find(kind, key, found, false);
}

HOT bool cq_table_take(enum cq_kind kind, uint64_t key, struct cq_charge *taken)
{
    return find(kind, key, taken, true);
}

bool cq_table_count(enum cq_kind kind, uint64_t key, int change, struct cq_charge *ended)
{
    struct cq_table *table = locked();
    size_t at = table->capacity ? place(table, kind, key) : 0;
    bool there = table->capacity && table->entry[at].kind;
    ended->kind = CQ_NONE;
    if (there && !(table->entry[at].count += (uint32_t)change)) {
        *ended = table->entry[at];
        erase(table, at);
    }
    cq_unlock(&table->lock);
    return there;
}

static bool find_one(cq_predicate *predicate, const void *context, size_t *from, struct cq_charge *found, bool take)
{
    struct cq_table *table = locked();
    size_t at = *from;
    while (at < table->capacity && !(table->entry[at].kind && predicate(&table->entry[at], context)))
        at++;
    bool there = at < table->capacity;
    if (there)
        *found = table->entry[at];
    if (there && take)
        erase(table, at);
    *from = there && !take ? at + 1 : at;
    cq_unlock(&table->lock);
    return there;
}

bool cq_table_take_one(cq_predicate *predicate, const void *context, size_t *from, struct cq_charge *taken)
{
    return find_one(predicate, context, from, taken, true);
}

bool cq_table_find_one(cq_predicate *predicate, const void *context, size_t *from, struct cq_charge *found)
{
    return find_one(predicate, context, from, found, false);
}
