#include "graph_table.h"

#include "../region/kernel.h"
#include "../region/process.h"

#define FRESH_BYTES (256 * 1024)

struct graph_table *graph_table(void)
{
    struct cq_process *process = cq_process();
    struct graph_table *table = atomic_load_explicit(&process->graphs, memory_order_acquire), *made = NULL;
    if (!table)
        made = cq_memory(sizeof *made);
    if (made && !atomic_compare_exchange_strong(&process->graphs, &table, made)) {
        kernel_unmap(made, sizeof *made);
        made = NULL;
    }
    return made ? made : table;
}

static _Atomic(struct graph_record *) *chain_of(struct graph_table *table, CUgraphExec exec)
{
    return &table->chain[((uintptr_t)exec >> 4) * 0x9e3779b97f4a7c15ull >> 54];
}

/* Records are never given back, so whoever walks a chain is safe. */
struct graph_record *graph_find(struct graph_table *table, CUgraphExec exec)
{
    struct graph_record *record = atomic_load_explicit(chain_of(table, exec), memory_order_acquire);
    while (record && atomic_load_explicit(&record->exec, memory_order_acquire) != exec)
        record = record->next;
    return record;
}

static struct graph_record *fresh_record(struct graph_table *table)
{
    if (!table->fresh_count) {
        table->fresh = cq_memory(FRESH_BYTES);
        table->fresh_count = table->fresh ? FRESH_BYTES / sizeof *table->fresh : 0;
    }
    return table->fresh_count ? &table->fresh[--table->fresh_count] : NULL;
}

static struct graph_record *add(struct graph_table *table, CUgraphExec exec)
{
    _Atomic(struct graph_record *) *chain = chain_of(table, exec);
    struct graph_record *record = fresh_record(table);
    if (!record)
        return NULL;
    record->next = atomic_load_explicit(chain, memory_order_relaxed);
    atomic_store_explicit(chain, record, memory_order_release);
    return record;
}

static struct graph_record *free_record(struct graph_table *table, CUgraphExec exec)
{
    struct graph_record *record = atomic_load_explicit(chain_of(table, exec), memory_order_relaxed);
    while (record && atomic_load_explicit(&record->exec, memory_order_relaxed))
        record = record->next;
    return record ? record : add(table, exec);
}

bool graph_enter(struct graph_table *table, CUgraphExec exec, struct graph_cost *cost, bool by_device)
{
    struct graph_record *record = graph_find(table, exec);
    struct graph_cost before = {0};
    if (record)
        before = record->cost;
    else
        record = free_record(table, exec);
    if (!record)
        return false;
    record->cost = *cost;
    atomic_store_explicit(&record->units, cost->units, memory_order_relaxed);
    atomic_store_explicit(&record->by_device, by_device, memory_order_relaxed);
    atomic_store_explicit(&record->exec, exec, memory_order_release);
    *cost = before;
    return true;
}

bool graph_take(struct graph_table *table, CUgraphExec exec, struct graph_cost *cost, bool *by_device)
{
    struct graph_record *record = graph_find(table, exec);
    if (!record)
        return false;
    *cost = record->cost;
    *by_device = atomic_load_explicit(&record->by_device, memory_order_relaxed);
    record->cost = (struct graph_cost){0};
    atomic_store_explicit(&record->exec, NULL, memory_order_release);
    return true;
}
