/* A test runs in a process of its own, which may load the libraries, fork and be killed; it fails by a false CHECK or by dying. */
#ifndef COASTER_SIM_CHECK_H
#define COASTER_SIM_CHECK_H

#include "../../../src/NvmlInterop/SimDriver/include/cuda_abi.h"
#include "../../../src/NvmlInterop/SimDriver/include/nvml_abi.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)
#define H200_USABLE_MIB 143165
#define H200_CONTEXT_MIB 510

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

/* What the driver lets only root do can be tested only by root; the runner says so. */
#define SKIPPED 77
#define NEEDS_ROOT() \
    do { \
        if (geteuid() != 0) \
            _exit(SKIPPED); \
    } while (0)

struct test {
    const char *name;
    void (*run)(void);
};
#define TEST(name) static void name(void)
#define ENTRY(name) {#name, name}

/* The driver root of the run; each test finds a fresh state there. */
const char *root(void);
void make_gpus(const char *spec, bool mig);
/* The same with the driver that has memory limits. */
void make_newer_gpus(const char *spec);
void simctl(const char *words);

void load_libraries(void);
void *nvml_function(const char *name);
void *cuda_function(const char *name);
/* NVML(nvmlShutdown, (void)) calls without arguments; arguments follow the types. */
#define NVML(name, types, ...) (((nvmlReturn_t(*) types)nvml_function(#name))(__VA_ARGS__))
#define CUDA(name, types, ...) (((CUresult(*) types)cuda_function(#name))(__VA_ARGS__))

nvmlDevice_t device_at(unsigned index);
unsigned long long used_mib(unsigned index);
unsigned processes_on(unsigned index, nvmlProcessInfo_t *list);
void use_gpu(CUdevice ordinal);
CUdeviceptr take_mib(size_t mib);

/* A process that holds memory until it is released or killed. */
struct holder {
    pid_t pid;
    int release;
};
struct holder hold_mib(size_t mib);
void release(struct holder *holder);

/* A child that works until it is killed; pid is 0 in the child itself. */
struct killed { pid_t pid; };
struct killed start_killed(void);
void kill_after(struct killed child, unsigned microseconds);

extern const struct test memory_tests[], process_tests[], mig_tests[], fault_tests[], graph_tests[], array_tests[], share_tests[], context_tests[], limit_tests[], mps_tests[], time_tests[], managed_tests[], lock_tests[];

#endif
