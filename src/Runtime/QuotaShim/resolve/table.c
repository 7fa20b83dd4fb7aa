#include "table.h"
#include "elf.h"

/* By address alone: the types are a matter of the hooks' own files. */
#define HOOK(name, library) extern const char address_of_##name[] __asm__(#name);
#define REAL(name, library)
#include "functions.inc"
#undef HOOK
#undef REAL

const struct cq_entry cq_entries[CQ_FUNCTIONS] = {
#define HOOK(name, library) {#name, library, (void *)address_of_##name},
#define REAL(name, library) {#name, library, NULL},
#include "functions.inc"
#undef HOOK
#undef REAL
};

_Atomic(void *) cq_reals[CQ_FUNCTIONS];

static const char *const sonames[] = {[CQ_CUDA] = "libcuda.so.1", [CQ_NVML] = "libnvidia-ml.so.1"};
static _Atomic(unsigned long long) unloads_seen;

int cq_entry_of(const char *name)
{
    int low = 0, high = CQ_FUNCTIONS;
    while (low < high) {
        int middle = (low + high) / 2, order = cq_compare(cq_entries[middle].name, name);
        if (!order)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

struct search {
    const struct cq_entry *entry;
    void *found;
};

/* The first driver that was loaded is the one that counts, whatever its path. */
static bool search_driver(const struct cq_object *object, void *context)
{
    struct search *search = context;
    if (!cq_object_is(object, sonames[search->entry->library]))
        return true;
    search->found = cq_object_function(object, search->entry->name);
    search->found = search->found ? search->found : CQ_MISSING;
    return false;
}

void *cq_find_real(enum cq_function function)
{
    struct search search = {&cq_entries[function], atomic_load_explicit(&cq_reals[function], memory_order_acquire)};
    if (!search.found) {
        cq_each_object(search_driver, &search);
        atomic_store_explicit(&cq_reals[function], search.found, memory_order_release);
    }
    return search.found == CQ_MISSING ? NULL : search.found;
}

static bool first_unloads(const struct cq_object *object, void *context)
{
    *(unsigned long long *)context = object->unloads;
    return false;
}

void cq_forget_unloaded(void)
{
    unsigned long long unloads = 0;
    cq_each_object(first_unloads, &unloads);
    if (atomic_exchange_explicit(&unloads_seen, unloads, memory_order_relaxed) == unloads)
        return;
    for (int i = 0; i < CQ_FUNCTIONS; i++)
        atomic_store_explicit(&cq_reals[i], NULL, memory_order_release);
}

void *cq_hook_of_address(const void *address)
{
    for (int i = 0; address && i < CQ_FUNCTIONS; i++)
        if (cq_entries[i].hook && cq_real((enum cq_function)i) == address)
            return cq_entries[i].hook;
    return NULL;
}
