/* A process with a quota: its own /run, where the region is, on simulated GPUs. */
#ifndef COASTER_QUOTA_COMPUTE_QUOTA_H
#define COASTER_QUOTA_COMPUTE_QUOTA_H

#include "check.h"

#include "../../../../src/NvmlInterop/SimDriver/include/cuda_graph_abi.h"
#include "../../../../src/Runtime/QuotaShim/include/region.h"

/* The agent's side of the region. */
extern struct cq_limits *limits;
extern struct cq_counters *counters;

/* A region for as many GPUs as there are UUIDs, with plenty of everything. */
void give_quota(const char *const *uuid, unsigned gpus, uint64_t flags);
/* Makes simulated GPUs of that kind and governs the first ones of them. */
void govern(const char *spec, unsigned gpus, uint64_t flags);
/* And uses the first. */
void use_governed(const char *spec, unsigned gpus, uint64_t flags);

CUfunction function(const char *name);
CUstream new_stream(void);
/* Units and launches on the GPU since the last call. */
void expect_charge(unsigned gpu, uint64_t launches, uint64_t units);
/* Charged and estimated. */
uint64_t held_bytes(unsigned gpu);

#define LAUNCH_TYPES (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **)
#define LAUNCH_ONE(stream, blocks) CUDA(cuLaunchKernel, LAUNCH_TYPES, function("quick"), blocks, 1, 1, 1024, 1, 1, 0, stream, NULL, NULL)

#endif
