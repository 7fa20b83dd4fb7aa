/* A program that is linked with the driver, as those are that do not look for it. Says what it got of 2 GiB in steps of 64 MiB. */
#include <stddef.h>
#include <stdio.h>

int cuInit(unsigned flags);
int cuDevicePrimaryCtxRetain(void **context, int device);
int cuCtxSetCurrent(void *context);
int cuMemAlloc_v2(unsigned long long *at, size_t size);

int main(void)
{
    void *context;
    unsigned long long at;
    int got = 0;
    if (cuInit(0) || cuDevicePrimaryCtxRetain(&context, 0) || cuCtxSetCurrent(context))
        return 1;
    while (got < 32 && !cuMemAlloc_v2(&at, 64 << 20))
        got++;
    printf("%d\n", got * 64);
    return 0;
}
