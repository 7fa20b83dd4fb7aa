/* Streams whose work is recorded into a graph instead of being done. */
#ifndef COASTER_SIM_CUDA_CAPTURE_H
#define COASTER_SIM_CUDA_CAPTURE_H

#include "graph.h"

struct capture {
    unsigned references;
    unsigned long long id;
    CUgraph graph;
    int status, mode;
    bool into_given; /* the graph is the caller's */
    CUstream origin;
    pthread_t thread;
};

CUresult capture_kernel(CUstream stream, const CUDA_KERNEL_NODE_PARAMS_v2 *params);
CUresult capture_box(CUstream stream, const CUDA_MEMCPY3D *box);
CUresult capture_graph(CUstream stream, CUgraph graph);
CUresult capture_alloc(CUstream stream, size_t size, CUdeviceptr *at);
/* An event that a captured stream records stands for the stream's last nodes; a stream that waits for it joins the capture. */
CUresult capture_event(CUstream stream, CUevent event);
CUresult capture_wait(CUstream stream, CUevent event);
void capture_forget_event(CUevent event);
void capture_forget_stream(CUstream stream);
/* A call that cannot be captured ends the capture. */
CUresult capture_refuse(CUstream stream);
/* Makes the stream wait for these nodes next; drops what it had. */
bool capture_set_tip(CUstream stream, const CUgraphNode *nodes, size_t count);
struct capture *capture_keep(struct capture *capture);
void capture_drop(struct capture *capture);

#endif
