/* A driver whose cuGetProcAddress answers with other addresses than those that it exports, and that has every private table. */
#include <stddef.h>
#include <string.h>

int cuInit(unsigned flags);
int cuMemAlloc(unsigned *at, unsigned size);
int cuMemAlloc_v2(unsigned long long *at, size_t size);
int cuMemAllocAsync(unsigned long long *at, size_t size, void *stream);
int cuMemAllocAsync_ptsz(unsigned long long *at, size_t size, void *stream);
int cuGetProcAddress_v2(const char *name, void **function, int version, unsigned long long flags, int *status);

int cuInit(unsigned flags) { return (int)flags; }
int cuMemAlloc(unsigned *at, unsigned size) { return at && size ? 1 : 2; }
int cuMemAlloc_v2(unsigned long long *at, size_t size) { return at && size ? 3 : 4; }
int cuMemAllocAsync(unsigned long long *at, size_t size, void *stream) { return at && size && !stream; }
int cuMemAllocAsync_ptsz(unsigned long long *at, size_t size, void *stream) { return at && size && stream; }

int cuGetExportTable(const void **table, const void *id);

int cuGetExportTable(const void **table, const void *id)
{
    static const size_t words[1] = {sizeof words};
    *table = words;
    return id ? 0 : 1;
}

static int inner(void) { return 77; }

int cuGetProcAddress_v2(const char *name, void **function, int version, unsigned long long flags, int *status)
{
    (void)version, (void)flags;
    if (status)
        *status = 0;
    *function = strcmp(name, "cuNone") ? (void *)inner : NULL;
    return 0;
}
