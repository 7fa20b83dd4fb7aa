/* An OpenMP program whose threads all look up and call at once, from the first moment on. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef int init_fn(unsigned), retain_fn(void **, int), current_fn(void *), alloc_fn(unsigned long long *, size_t), free_fn(unsigned long long);

int main(int count, char **words)
{
    int failed = count < 2;
#pragma omp parallel for num_threads(8) reduction(+ : failed)
    for (int i = 0; i < 200; i++) {
        void *library = dlopen(words[1], RTLD_NOW), *context;
        unsigned long long at;
        if (!library || ((init_fn *)dlsym(library, "cuInit"))(0) || ((retain_fn *)dlsym(library, "cuDevicePrimaryCtxRetain"))(&context, 0) ||
            ((current_fn *)dlsym(library, "cuCtxSetCurrent"))(context) || ((alloc_fn *)dlsym(library, "cuMemAlloc_v2"))(&at, (size_t)i * 20000 + 1) ||
            ((free_fn *)dlsym(library, "cuMemFree_v2"))(at))
            failed++;
    }
    printf("%d\n", failed);
    return failed;
}
