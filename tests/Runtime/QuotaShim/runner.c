/* Runs every test in a program of its own and counts. A word on the command line selects the tests whose names contain it. */
#include "check.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const struct test *const suites[] = {fill_tests, memory_tests, estimate_tests, share_tests, process_tests, resolve_tests, region_tests, told_tests, backed_tests};
static const struct role *const roles[] = {process_roles, fill_roles, share_roles};

static const struct test *test_named(const char *name)
{
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        for (const struct test *test = suites[i]; test->name; test++)
            if (!strcmp(test->name, name))
                return test;
    return NULL;
}

static int run_role(const char *name, const char *argument)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        for (const struct role *role = roles[i]; role->name; role++)
            if (!strcmp(role->name, name))
                return role->run(argument);
    return 2;
}

/* /run is the test's own from here on. */
static void isolate(void)
{
    CHECK(!unshare(CLONE_NEWNS));
    CHECK(!mount("", "/", "", MS_REC | MS_PRIVATE, NULL));
    CHECK(!mount("tmpfs", "/run", "tmpfs", 0, "size=64m"));
    CHECK(!mkdir(CQ_FOLDER, 0755));
}

static bool run(const char *self, const struct test *test)
{
    int status;
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        setpgid(0, 0);
        alarm(120);
        setenv("LD_PRELOAD", getenv("QUOTA_TEST_LIBRARY"), 1);
        unlink(CQ_LIMITS_PATH);
        unlink(CQ_COUNTERS_PATH);
        execl(self, self, "--run", test->name, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    kill(-pid, SIGKILL);
    if (status)
        printf("FAIL %s%s\n", test->name, WIFSIGNALED(status) ? " (killed by a signal)" : "");
    return !status;
}

int main(int count, char **words)
{
    int passed = 0, failed = 0;
    if (count > 2 && !strcmp(words[1], "--run"))
        return test_named(words[2])->run(), 0;
    if (count > 3 && !strcmp(words[1], "--role"))
        return run_role(words[2], words[3]);
    if (geteuid()) {
        printf("skipped the quota library's tests: they need root's rights\n0 passed, 0 failed\n");
        return 0;
    }
    isolate();
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        for (const struct test *test = suites[i]; test->name; test++)
            if (count < 2 || strstr(test->name, words[1]))
                run("/proc/self/exe", test) ? passed++ : failed++;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
