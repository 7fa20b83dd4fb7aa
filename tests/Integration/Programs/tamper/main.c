/* What a container may try against its own quota. Each attack prints what it came to; most then run a program, which has or has not got free. */
#include "tamper.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct { const char *name; int (*run)(char **); } attacks[] = {
    {"files", tamper_files}, {"mounts", tamper_mounts}, {"namespace", tamper_namespace}, {"cut", tamper_cut},
    {"garbage", tamper_garbage}, {"forge", tamper_forge}, {"locks", tamper_locks},
};

int report(const char *what, long result)
{
    printf("%s=%s\n", what, result >= 0 ? "OK" : strerrorname_np(errno));
    return result >= 0;
}

int become(char **program)
{
    if (!*program)
        return 0;
    execvp(*program, program);
    return report("exec", -1);
}

int main(int count, char **words)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; count > 1 && i < sizeof attacks / sizeof *attacks; i++)
        if (!strcmp(words[1], attacks[i].name))
            return attacks[i].run(words + 2);
    fputs("usage: quota-tamper files|mounts|namespace|cut|garbage|forge|locks [PROGRAM [WORD]...]\n", stderr);
    return 2;
}
