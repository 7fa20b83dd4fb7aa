/* Loaded objects and their symbols, read from the loader's list without asking dlsym: it works from the first instruction on. */
#ifndef COASTER_QUOTA_ELF_H
#define COASTER_QUOTA_ELF_H

#include <link.h>
#include <stdbool.h>
#include <stdint.h>

/* strcmp, which others replace with one that is not ready yet when they ask dlsym for the real one. */
static inline int cq_compare(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return (unsigned char)*a - (unsigned char)*b;
}

struct cq_object {
    uintptr_t base, start, end;
    const ElfW(Sym) *symbols;
    const char *strings, *soname;
    const uint32_t *gnu_hash, *hash;
    const uint16_t *versions;
    unsigned long long unloads; /* how many objects the process has unloaded so far */
};

/* In the order of loading. The visitor returns false to stop, and must not load, look up or allocate: the loader's list is locked. */
typedef bool cq_visit(const struct cq_object *object, void *context);
void cq_each_object(cq_visit *visit, void *context);

bool cq_object_holds(const struct cq_object *object, const void *address);
bool cq_object_is(const struct cq_object *object, const char *soname);
/* The address of a function that the object defines, of its default version; NULL: none, or one that its own resolver would have to choose. */
void *cq_object_function(const struct cq_object *object, const char *name);

#endif
