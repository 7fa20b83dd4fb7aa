/*
 * A test runs in a program of its own, started with the quota library preloaded, in a mount namespace where /run/coaster-quota is the test's. It
 * fails by a false CHECK or by dying.
 */
#ifndef COASTER_QUOTA_CHECK_H
#define COASTER_QUOTA_CHECK_H

#include "../../../src/NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../../src/NvmlInterop/SimDriver/include/nvml_abi.h"
#include "../../../src/Runtime/QuotaShim/include/region.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MIB ((uint64_t)1 << 20)
#define GRANULE (2 * MIB)
#define CONTEXT (510 * MIB) /* of the simulated H200 */

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            printf("  %s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
            fflush(stdout); \
            _exit(1); \
        } \
    } while (0)
#define EQUAL(actual, expected) \
    do { \
        long long got = (long long)(actual), want = (long long)(expected); \
        if (got != want) { \
            printf("  %s:%d: %s is %lld, expected %lld\n", __FILE__, __LINE__, #actual, got, want); \
            fflush(stdout); \
            _exit(1); \
        } \
    } while (0)

struct test {
    const char *name;
    void (*run)(void);
};
#define TEST(name) static void name(void)
#define ENTRY(name) {#name, name}

/* The driver root of the run; a test makes its GPUs and its region itself. */
const char *root(void);
const char *out(void);
/* Two H200; the region limits the first to so much memory and leaves the second alone. */
void make_gpus(void);
struct cq_limits *make_region(uint64_t limit);
struct cq_limits *limits(void);
struct cq_counters *counters(void);
/* As an agent does: what the driver says beyond what is accounted replaces the estimates. */
void measure(void);
uint64_t used_in_all(void);

const char *library_path(const char *name);
void *cuda_library(void);
void *nvml_library(void);
void *function_of(void *library, const char *name);
/* The driver's own, whatever dlsym says. */
void *driver_function(void *library, const char *name);
#define CUDA(name, types, ...) (((CUresult(*) types)function_of(cuda_library(), #name))(__VA_ARGS__))
#define NVML(name, types, ...) (((nvmlReturn_t(*) types)function_of(nvml_library(), #name))(__VA_ARGS__))
#define DRIVER_CUDA(name, types, ...) (((CUresult(*) types)driver_function(cuda_library(), #name))(__VA_ARGS__))
#define DRIVER_NVML(name, types, ...) (((nvmlReturn_t(*) types)driver_function(nvml_library(), #name))(__VA_ARGS__))

nvmlDevice_t nvml_device(unsigned index);
/* What the driver has given to all processes of the first GPU. */
uint64_t driver_used(void);
void use_gpu(CUdevice ordinal);
CUdeviceptr take(size_t bytes);
void give(CUdeviceptr at);

/* Starts this program again with another function of the test: a process as fresh as a container's. */
pid_t start(const char *role, const char *argument);
int finish(pid_t pid);
/* Waits until the condition holds; the test ends when it never does. */
#define EVENTUALLY(condition) \
    do { \
        for (int naps = 0; !(condition); naps++) { \
            CHECK(naps < 20000); \
            usleep(1000); \
        } \
    } while (0)

struct path {
    const char *name;
    /* Takes so many bytes, and gives them back, by one of the driver's ways. */
    CUresult (*take)(size_t bytes, uint64_t *handle);
    CUresult (*give)(uint64_t handle, size_t bytes);
    size_t smallest; /* what it can be asked for */
};
extern const struct path paths[];
const struct path *path_named(const char *name);
/* Takes until nothing more is to be had, and checks the driver's count at each step. Returns the bytes taken. */
uint64_t fill(const struct path *path, uint64_t limit);

extern const struct test fill_tests[], memory_tests[], estimate_tests[], share_tests[], process_tests[], resolve_tests[], region_tests[], told_tests[], backed_tests[];
/* Roles of other processes than the test's own, by name. */
struct role {
    const char *name;
    int (*run)(const char *argument);
};
extern const struct role process_roles[], fill_roles[], share_roles[];

#endif
