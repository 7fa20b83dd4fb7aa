#include "graph.h"

#include <stdlib.h>
#include <string.h>

static struct work *add(struct plan *plan, enum work_kind kind)
{
    if (plan->count == plan->capacity) {
        size_t more = plan->capacity ? plan->capacity * 2 : 8;
        struct work *bigger = realloc(plan->item, more * sizeof *bigger);
        if (!bigger) {
            plan->failed = true;
            return NULL;
        }
        plan->item = bigger;
        plan->capacity = more;
    }
    struct work *made = &plan->item[plan->count++];
    memset(made, 0, sizeof *made);
    made->kind = kind;
    return made;
}

/* Kernels that follow each other are one stretch of time. */
static void add_kernel(struct plan *plan, CUgraphNode node)
{
    struct work *last = plan->count ? &plan->item[plan->count - 1] : NULL;
    if (!last || last->kind != WORK_KERNEL)
        last = add(plan, WORK_KERNEL);
    if (last)
        last->duration_ns += kernel_ns(plan->context->device, &node->kernel.params, (uint64_t)node->kernel.spin_us * 1000);
}

static void add_box(struct plan *plan, const CUDA_MEMCPY3D *box)
{
    CUDA_MEMCPY3D *copy = malloc(sizeof *copy);
    struct work *work = copy ? add(plan, WORK_BOX) : NULL;
    if (work) {
        *copy = *box;
        work->from = copy;
    } else {
        free(copy);
        plan->failed = true;
    }
}

static void add_set(struct plan *plan, const CUDA_MEMSET_NODE_PARAMS *set)
{
    size_t width = set->width * set->elementSize;
    bool whole = set->height == 1 || set->pitch == width;
    for (size_t row = 0; row < (whole ? 1 : set->height); row++) {
        struct work *work = add(plan, WORK_SET);
        if (!work)
            return;
        work->to = (void *)(uintptr_t)(set->dst + row * set->pitch);
        work->size = whole ? width * set->height : width;
        work->value = set->value;
        work->width = set->elementSize;
    }
}

static void count_memory(struct plan *plan, uint64_t bytes)
{
    plan->live += bytes;
    if (plan->live > plan->peak)
        plan->peak = plan->live;
}

static void add_free(struct plan *plan, CUgraphNode node)
{
    struct allocation found;
    struct work *work;
    if (graph_owns(node->graph, node->freed) && allocation_find(node->freed, &found))
        plan->live -= found.size < plan->live ? found.size : plan->live;
    else if ((work = add(plan, WORK_FREE)))
        work->to = (void *)(uintptr_t)node->freed;
}

static void add_event(struct plan *plan, CUgraphNode node)
{
    struct work *work = add(plan, node->type == CU_GRAPH_NODE_TYPE_EVENT_RECORD ? WORK_EVENT : WORK_CALL);
    if (!work)
        return;
    work->event = node->event;
    work->to = node->event;
    work->call = event_wait;
}

static void add_graph(struct plan *plan, CUgraph graph);

static void add_node(struct plan *plan, CUgraphNode node)
{
    struct work *work;
    switch (node->type) {
    case CU_GRAPH_NODE_TYPE_KERNEL: add_kernel(plan, node); break;
    case CU_GRAPH_NODE_TYPE_MEMCPY: add_box(plan, &node->box); break;
    case CU_GRAPH_NODE_TYPE_MEMSET: add_set(plan, &node->set); break;
    case CU_GRAPH_NODE_TYPE_HOST:
        if ((work = add(plan, WORK_CALL)))
            work->call = node->host.fn, work->to = node->host.userData;
        break;
    case CU_GRAPH_NODE_TYPE_GRAPH: add_graph(plan, node->child); break;
    case CU_GRAPH_NODE_TYPE_EVENT_RECORD:
    case CU_GRAPH_NODE_TYPE_WAIT_EVENT: add_event(plan, node); break;
    case CU_GRAPH_NODE_TYPE_MEM_ALLOC: count_memory(plan, node->block->size); break;
    case CU_GRAPH_NODE_TYPE_MEM_FREE: add_free(plan, node); break;
    default: break;
    }
}

static bool is_ready(CUgraphNode node)
{
    for (size_t i = 0; i < node->needs; i++)
        if (!node->need[i]->placed)
            return false;
    return true;
}

/* Every round places the nodes whose needs are placed; a round that places none has met a circle. */
static void add_graph(struct plan *plan, CUgraph graph)
{
    size_t placed = 0, before;
    for (CUgraphNode node = graph->first; node; node = node->next)
        node->placed = false;
    do {
        before = placed;
        for (CUgraphNode node = graph->first; node; node = node->next)
            if (!node->placed && is_ready(node)) {
                add_node(plan, node);
                node->placed = true;
                placed++;
            }
    } while (placed > before);
    plan->failed |= placed < graph->count;
}

struct plan *plan_new(CUgraph graph, CUcontext context)
{
    struct plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return NULL;
    plan->references = 1;
    plan->context = context;
    add_graph(plan, graph);
    if (!plan->failed)
        return plan;
    plan_drop(plan);
    return NULL;
}

struct plan *plan_keep(struct plan *plan)
{
    __atomic_add_fetch(&plan->references, 1, __ATOMIC_RELAXED);
    return plan;
}

void plan_drop(struct plan *plan)
{
    if (!plan || __atomic_sub_fetch(&plan->references, 1, __ATOMIC_ACQ_REL))
        return;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->item[i].kind == WORK_BOX)
            free((void *)plan->item[i].from);
    free(plan->item);
    free(plan);
}

struct plan_items plan_items(const void *plan)
{
    const struct plan *self = plan;
    return (struct plan_items){self->item, self->count};
}

void plan_ran(void *plan)
{
    struct plan *self = plan;
    graph_memory_done(self->context->ordinal);
    plan_drop(self);
}
