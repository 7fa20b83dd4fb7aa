/* What the files of the launches share. */
#ifndef COASTER_QUOTA_COMPUTE_H
#define COASTER_QUOTA_COMPUTE_H

#include "bucket.h"

#include "../region/process.h"

#define THREADS_PER_UNIT 1024

/* The legacy and the per-thread default stream, whatever NULL stands for. */
#define LEGACY_STREAM ((CUstream)1)
#define PER_THREAD_STREAM ((CUstream)2)

struct work_shape {
    unsigned grid_x, grid_y, grid_z, block_x, block_y, block_z;
};

/* The shape in any of the driver's structures that has one. */
#define SHAPE_IN(structure) \
    (struct work_shape){(structure)->gridDimX,  (structure)->gridDimY,  (structure)->gridDimZ, \
                        (structure)->blockDimX, (structure)->blockDimY, (structure)->blockDimZ}

/* Started units of its threads; absurd numbers are as many as can be. */
static inline uint64_t compute_units(struct work_shape shape)
{
    uint64_t blocks, threads;
    bool absurd = __builtin_mul_overflow((uint64_t)shape.grid_x * shape.grid_y, shape.grid_z, &blocks);
    absurd |= __builtin_mul_overflow((uint64_t)shape.block_x * shape.block_y, shape.block_z, &threads);
    absurd |= __builtin_mul_overflow(blocks, threads, &threads);
    uint64_t units = threads / THREADS_PER_UNIT + (threads % THREADS_PER_UNIT != 0);
    return absurd || units > BUCKET_UNITS ? BUCKET_UNITS : units;
}

/* Charges a launch to a GPU of the limits, and waits if it has to. */
void compute_charge(int gpu, uint64_t units);

#endif
