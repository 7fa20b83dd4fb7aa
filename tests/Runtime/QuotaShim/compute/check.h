/* Tests of launches: a test runs in a process of its own, which may fork and be killed, and which ends with its time. */
#ifndef COASTER_QUOTA_COMPUTE_CHECK_H
#define COASTER_QUOTA_COMPUTE_CHECK_H

#include "../../../NvmlInterop/SimDriver/check.h"

#define LONGEST_SECONDS 60

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
