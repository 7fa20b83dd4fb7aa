/* Stream-ordered memory: what counts is what its pools have reserved of the GPU, not what the program has allocated from them. */
#ifndef COASTER_QUOTA_POOL_H
#define COASTER_QUOTA_POOL_H

#include "charge.h"

/* The pool that the device's memory comes from when no pool is named; NULL: none. */
CUmemoryPool cq_pool_of_device(CUdevice device);
/* Whose memory the pool gives out, of one that was seen or is seen now: the GPU, or -1. */
int cq_gpu_of_pool(CUmemoryPool pool, CUdevice device);
CUresult cuMemPoolTrimTo(CUmemoryPool pool, size_t keep);
void cq_pool_made(CUmemoryPool pool, int gpu);
/* Before the driver destroys it, and when it would not. */
void cq_pool_gone(CUmemoryPool pool);
void cq_pool_listed(CUmemoryPool pool);
/* Charges what the pool holds by the driver's word, no more and no less. */
void cq_settle_pool(CUmemoryPool pool);
/* All of the process's; does nothing while it has none. */
void cq_settle_pools(void);
/* Makes the pools of a GPU give back what they keep for later. */
void cq_trim_pools(int gpu);
/* Bytes that the pool has reserved and not given out. */
uint64_t cq_pool_slack(CUmemoryPool pool);

#endif
