#include "check.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

pid_t child_of_test(void)
{
    fflush(stdout);
    pid_t child = fork();
    CHECK(child >= 0);
    if (!child) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        alarm(LONGEST_SECONDS);
    }
    return child;
}

/* Its exit status, or -1. */
static int outcome(const struct test *test)
{
    int status = 0;
    pid_t child = child_of_test();
    if (!child) {
        test->run();
        exit(0);
    }
    bool ended = child > 0 && waitpid(child, &status, 0) == child;
    if (ended && WIFSIGNALED(status))
        printf("  ended by signal %d\n", WTERMSIG(status));
    return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int run_tests(const struct test *tests, int count, char **arguments)
{
    int passed = 0, failed = 0;
    for (int i = 0; i < count; i++) {
        if (arguments[1] && !strstr(tests[i].name, arguments[1]))
            continue;
        int status = outcome(&tests[i]);
        if (status == SKIPPED)
            printf("skipped %s: only root can do this\n", tests[i].name);
        else if (status)
            printf("FAILED %s\n", tests[i].name);
        passed += !status;
        failed += status && status != SKIPPED;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}

void children_end_well(int count)
{
    for (int i = 0; i < count; i++) {
        int status = 0;
        CHECK(wait(&status) > 0);
        CHECK(WIFEXITED(status) && !WEXITSTATUS(status));
    }
}
