/* Runs every test in a process of its own and counts. A word on the command line selects the tests whose names contain it. */
#include "check.h"

#include <sys/wait.h>

static int passed, failed;

static void run(const struct test *test)
{
    int status;
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        alarm(120);
        test->run();
        _exit(0);
    }
    waitpid(pid, &status, 0);
    if (!status) {
        passed++;
        return;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED) {
        printf("skipped %s: it needs root's rights\n", test->name);
        return;
    }
    failed++;
    printf("FAIL %s%s\n", test->name, WIFSIGNALED(status) ? " (killed by a signal)" : "");
}

int main(int count, char **words)
{
    const struct test *const suites[] = {memory_tests, process_tests, mig_tests, fault_tests, graph_tests, array_tests, share_tests, context_tests, limit_tests, mps_tests, time_tests, managed_tests, lock_tests};
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        for (const struct test *test = suites[i]; test->name; test++)
            if (count < 2 || strstr(test->name, words[1]))
                run(test);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
