/* Many processes that start at once, each with a context of its own. */
#include "../driver/driver.h"
#include "run.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void start_one(int gate)
{
    char nothing;
    while (read(gate, &nothing, 1) < 0)
        continue;
    open_context(0);
    _exit(0);
}

int run_start(const struct options *options)
{
    int gate[2], status;
    unsigned succeeded = 0;
    if (pipe(gate))
        return 1;
    for (unsigned i = 0; i < options->processes; i++)
        if (!fork()) {
            close(gate[1]);
            start_one(gate[0]);
        }
    uint64_t begin = monotonic_ns();
    close(gate[1]); /* all of them at once */
    while (wait(&status) > 0)
        succeeded += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    printf("started=%u\nmilliseconds=%llu\n", succeeded, (unsigned long long)((monotonic_ns() - begin) / 1000000));
    return succeeded == options->processes ? 0 : 1;
}
