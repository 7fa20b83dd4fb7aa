/* Launches of graphs. A graph pays on the GPU of its stream, whatever devices its nodes are of: the agent's measuring settles the rest. */
#include "capture.h"
#include "graph_table.h"

/* One that nobody has seen being made costs one unit. */
#define UNKNOWN_UNITS 1

static void charge(CUgraphExec exec, CUstream stream, bool only_by_device)
{
    if (!cq_region() || capturing(stream))
        return;
    struct graph_table *table = graph_table();
    struct graph_record *record = table ? graph_find(table, exec) : NULL;
    bool by_device = record && atomic_load_explicit(&record->by_device, memory_order_relaxed);
    uint64_t units = record ? atomic_load_explicit(&record->units, memory_order_relaxed) : UNKNOWN_UNITS;
    if (by_device || !only_by_device)
        compute_charge(cq_gpu_of_stream(stream), units);
}

#define LAUNCH_GRAPH(name, null_stream) \
    API CUresult name(CUgraphExec exec, CUstream stream) \
    { \
        charge(exec, stream ? stream : (null_stream), false); \
        return CALL(name, exec, stream); \
    }
/* From then on kernels can launch it. */
#define UPLOAD_GRAPH(name, null_stream) \
    API CUresult name(CUgraphExec exec, CUstream stream) \
    { \
        charge(exec, stream ? stream : (null_stream), true); \
        return CALL(name, exec, stream); \
    }

LAUNCH_GRAPH(cuGraphLaunch, LEGACY_STREAM)
LAUNCH_GRAPH(cuGraphLaunch_ptsz, PER_THREAD_STREAM)
UPLOAD_GRAPH(cuGraphUpload, LEGACY_STREAM)
UPLOAD_GRAPH(cuGraphUpload_ptsz, PER_THREAD_STREAM)
