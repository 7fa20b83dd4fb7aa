/* A profiler's kind of library: it has a function of the driver's name and finds the next one from its own place. */
#include <dlfcn.h>
#include <stddef.h>

void *wrapper_next(const char *name);
void *wrapper_default(const char *name);
int cuMemFree_v2(unsigned long long at);
int wrapper_calls;

void *wrapper_next(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    /* Not a tail call: the caller's place is what it is about. */
    __asm__ volatile("");
    return found;
}

void *wrapper_default(const char *name)
{
    void *found = dlsym(RTLD_DEFAULT, name);
    __asm__ volatile("");
    return found;
}

int cuMemFree_v2(unsigned long long at)
{
    int (*next)(unsigned long long) = (int (*)(unsigned long long))wrapper_next("cuMemFree_v2");
    wrapper_calls++;
    return next ? next(at) : -1;
}
