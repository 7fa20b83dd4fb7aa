/*
 * Takes plain memory until it is refused, and writes into each piece. Once the gate with the number of the round behind its name is there, it runs a kernel
 * and tells how many pieces still have what was written.
 */
#include "run.h"
#include "../driver/driver.h"

#include <stdio.h>
#include <unistd.h>

#define MOST 4096
#define WORD sizeof(unsigned)

static CUdeviceptr piece[MOST];
static CUfunction kernel;

static size_t take_all(size_t granule, CUresult *result)
{
    size_t count = 0;
    while (count < MOST && (*result = TRY(cuMemAlloc, &piece[count], granule)) == CUDA_SUCCESS) {
        CALL(cuMemsetD32, piece[count], (unsigned)count + 1, 1);
        CALL(cuMemsetD32, piece[count] + granule - WORD, ~(unsigned)count, 1);
        count++;
    }
    return count;
}

static int is_intact(size_t index, size_t granule)
{
    unsigned first = 0, last = 0;
    CALL(cuMemcpyDtoH, &first, piece[index], WORD);
    CALL(cuMemcpyDtoH, &last, piece[index] + granule - WORD, WORD);
    return first == (unsigned)index + 1 && last == ~(unsigned)index;
}

static void run_kernel(const struct options *options)
{
    unsigned us = options->us;
    void *parameters[] = {&us};
    CALL(cuLaunchKernel, kernel, options->grid, 1, 1, 256, 1, 1, 0, NULL, parameters, NULL);
    CALL(cuCtxSynchronize);
}

static void check_round(const struct options *options, unsigned round, size_t count)
{
    char gate[256];
    size_t intact = 0;
    snprintf(gate, sizeof gate, "%s%u", options->gate, round);
    while (access(gate, F_OK))
        usleep(1000);
    run_kernel(options);
    for (size_t i = 0; i < count; i++)
        intact += (size_t)is_intact(i, options->granule);
    printf("intact=%zu\nround %u\n", intact, round);
}

int run_keep(const struct options *options)
{
    CUresult result = CUDA_SUCCESS;
    size_t free_bytes = 0, total = 0;
    open_context(0);
    kernel = spin_kernel(); /* its module needs memory as well */
    size_t count = take_all(options->granule, &result);
    CALL(cuMemGetInfo, &free_bytes, &total);
    printf("pieces=%zu\ngot=%zu\nresult=%s\ntotal=%zu\nfree=%zu\nholding\n", count, count * options->granule, result_name(result), total, free_bytes);
    for (unsigned round = 1; options->gate; round++)
        check_round(options, round, count);
    return result == CUDA_ERROR_OUT_OF_MEMORY ? 0 : 1;
}
