/* Loads a program that is linked against the driver with RTLD_DEEPBIND: its own libraries come before what was preloaded. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>

#ifndef PROBE
#define PROBE "/usr/bin/libquota-probe.so"
#endif

int main(int count, char **words)
{
    void *library = dlopen(PROBE, RTLD_NOW | RTLD_DEEPBIND);
    int (*run)(int, char **) = library ? (int (*)(int, char **))(uintptr_t)dlsym(library, "main") : NULL;
    if (run)
        return run(count, words);
    fprintf(stderr, "quota-probe-deepbind: %s\n", dlerror());
    return 1;
}
