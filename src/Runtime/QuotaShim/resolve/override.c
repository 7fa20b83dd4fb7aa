/*
 * What dlsym says for the driver's names: our function wherever the program would have got the driver's, and otherwise just what it would have got
 * without us. An answer is found by looking at the loaded objects in their order; who is loaded but not visible to the caller is rare
 * enough to be counted as visible.
 */
#include "elf.h"
#include "table.h"

#include <dlfcn.h>

struct answer {
    void *value, *jump;
};

typedef void *dlsym_fn(void *, const char *);
typedef void *dlvsym_fn(void *, const char *, const char *);

static _Atomic(void *) libc_dlsym, libc_dlvsym;

struct libc_search {
    const char *name;
    void *found;
};

/* Before glibc 2.34 it was in a library of its own. */
static bool search_libc(const struct cq_object *object, void *context)
{
    struct libc_search *search = context;
    if (cq_object_is(object, "libc.so.6") || cq_object_is(object, "libdl.so.2"))
        search->found = cq_object_function(object, search->name);
    return !search->found;
}

static void *from_libc(_Atomic(void *) *kept, const char *name)
{
    void *known = atomic_load_explicit(kept, memory_order_acquire);
    if (known)
        return known;
    struct libc_search search = {name, NULL};
    cq_each_object(search_libc, &search);
    atomic_store_explicit(kept, search.found, memory_order_release);
    return search.found;
}

enum definer { NOBODY, DRIVER, OTHER_BEFORE_US, OTHER_AFTER_US };

struct order {
    const struct cq_entry *entry;
    const void *caller; /* NULL: the search begins with the first object */
    bool begun, sees_us; /* we are among those that are searched */
    enum definer definer;
    void *value;
};

static bool search_order(const struct cq_object *object, void *context)
{
    struct order *order = context;
    bool us = cq_object_holds(object, &cq_entries), begun = order->begun;
    order->sees_us |= us && begun;
    order->begun |= cq_object_holds(object, order->caller);
    if (us || !begun)
        return true;
    order->value = cq_object_function(object, order->entry->name);
    if (!order->value)
        return true;
    bool driver = cq_object_is(object, order->entry->library == CQ_CUDA ? "libcuda.so.1" : "libnvidia-ml.so.1");
    order->definer = driver ? DRIVER : order->sees_us ? OTHER_AFTER_US : OTHER_BEFORE_US;
    return false;
}

/* Without a handle: who comes first, from the start or behind the caller. Nobody but us has to read as nobody, with dlerror set: what is behind us then. */
static struct answer by_order(int index, const char *name, void *handle, const void *caller, void *libc)
{
    struct order order = {.entry = &cq_entries[index], .caller = handle == RTLD_NEXT ? caller : NULL, .begun = handle == RTLD_DEFAULT};
    cq_each_object(search_order, &order);
    if (order.definer == DRIVER)
        return (struct answer){cq_entries[index].hook, NULL};
    if (order.definer == OTHER_AFTER_US)
        return (struct answer){order.value, NULL};
    if (order.definer == OTHER_BEFORE_US || !order.sees_us)
        return (struct answer){NULL, libc};
    return (struct answer){((dlsym_fn *)libc)(RTLD_NEXT, name), NULL};
}

/* A handle's own search gives the driver's function, or ours where it is the program's own handle. */
static struct answer by_handle(int index, void *found, void *libc)
{
    void *hook = cq_entries[index].hook;
    if (found == hook)
        return by_order(index, cq_entries[index].name, RTLD_DEFAULT, NULL, libc);
    return (struct answer){found && found == cq_real((enum cq_function)index) ? hook : found, NULL};
}

static bool ours(const char *name)
{
    return name && ((name[0] == 'c' && name[1] == 'u') || (name[0] == 'n' && name[1] == 'v'));
}

static int entry_with_hook(const char *name)
{
    int index = ours(name) ? cq_entry_of(name) : -1;
    if (index < 0 || !cq_entries[index].hook)
        return -1;
    cq_forget_unloaded();
    return index;
}

__attribute__((used)) struct answer cq_dlsym(void *handle, const char *name, const void *unused, const void *caller)
{
    (void)unused;
    void *libc = from_libc(&libc_dlsym, "dlsym");
    int index = libc ? entry_with_hook(name) : -1;
    if (index < 0)
        return (struct answer){NULL, libc};
    if (handle == RTLD_DEFAULT || handle == RTLD_NEXT)
        return by_order(index, name, handle, caller, libc);
    return by_handle(index, ((dlsym_fn *)libc)(handle, name), libc);
}

/* The driver's functions have no versions; whoever asks for one by its version gets what libc says, and ours in the driver's place. */
__attribute__((used)) struct answer cq_dlvsym(void *handle, const char *name, const char *version, const void *caller)
{
    (void)caller;
    void *libc = from_libc(&libc_dlvsym, "dlvsym");
    int index = libc ? entry_with_hook(name) : -1;
    if (index < 0 || handle == RTLD_DEFAULT || handle == RTLD_NEXT)
        return (struct answer){NULL, libc};
    return by_handle(index, ((dlvsym_fn *)libc)(handle, name, version), from_libc(&libc_dlsym, "dlsym"));
}
