/* A test runs in a process of its own, which may fork and be killed; it fails by a false CHECK, by dying, or by taking longer than a minute. */
#ifndef COASTER_QUOTA_COMPUTE_CHECK_H
#define COASTER_QUOTA_COMPUTE_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LONGEST_SECONDS 60

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

/* Runs those whose name holds the first argument, or all; the exit status of a program. */
int run_tests(const struct test *tests, int count, char **arguments);
/* A child that ends with its parent and with the test's time. */
pid_t child_of_test(void);
/* Every child must end well. */
void children_end_well(int count);
/* The condition becomes true before the test's time is over. */
#define EVENTUALLY(condition) \
    while (!(condition)) \
        usleep(1000)

#endif
