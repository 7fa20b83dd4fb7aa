/* cuGetProcAddress: the driver chooses the version; where it chose a function that is hooked, the hook is what the program gets. */
#include "elf.h"
#include "table.h"

enum { PER_THREAD = 2, FIRST_WITH_SUFFIX = 3020 };

CUresult cuGetProcAddress(const char *name, void **function, int version, cuuint64_t flags);
CUresult cuGetProcAddress_v2(const char *name, void **function, int version, cuuint64_t flags, int *status);

static CUresult ask(const char *name, void **function, int version, cuuint64_t flags)
{
    if (cq_real(FN_cuGetProcAddress_v2))
        return CALL(cuGetProcAddress_v2, name, function, version, flags, NULL);
    return CALL(cuGetProcAddress, name, function, version, flags);
}

/* Whether this driver answers with other addresses than those of the functions that it exports. One that does not is asked once. */
static bool has_other_addresses(void)
{
    static _Atomic(void *) asked;
    void *exported = cq_real(FN_cuInit), *found = NULL;
    if (atomic_load(&asked) == exported || ask("cuInit", &found, FIRST_WITH_SUFFIX, 0) != CUDA_SUCCESS || !found)
        return false;
    if (found == exported)
        atomic_store(&asked, exported);
    return found != exported;
}

/* The CUDA version that brought the function; most of the second versions came together. */
static int since(const char *name, const char *suffix)
{
    static const struct {
        const char *name;
        int version;
    } later[] = {{"cuCtxCreate_v3", 11040}, {"cuCtxCreate_v4", 12050}, {"cuGetProcAddress_v2", 12000}, {"cuDevicePrimaryCtxRelease_v2", 11000},
                 {"cuDevicePrimaryCtxReset_v2", 11000}};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (!cq_compare(later[i].name, name))
            return later[i].version;
    return suffix[0] == '_' && suffix[1] == 'v' ? FIRST_WITH_SUFFIX : 0;
}

/* What follows the name that was asked for: a version, or the variant for per-thread streams. NULL: it is another name. */
static const char *suffix_of(const char *exported, const char *name)
{
    while (*name && *exported == *name)
        exported++, name++;
    bool version = exported[0] == '_' && exported[1] == 'v' && exported[2] >= '0' && exported[2] <= '9';
    bool variant = exported[0] == '_' && exported[1] == 'p' && exported[2] == 't';
    return !*name && (!*exported || version || variant) ? exported : NULL;
}

static void *newest_hook(const char *name, int version, bool per_thread)
{
    void *best = NULL;
    int best_since = -1;
    for (int i = 0; i < CQ_FUNCTIONS; i++) {
        const char *suffix = cq_entries[i].hook && cq_real((enum cq_function)i) ? suffix_of(cq_entries[i].name, name) : NULL;
        if (!suffix || (suffix[0] && suffix[1] == 'p' && !per_thread))
            continue;
        int from = since(cq_entries[i].name, suffix);
        if (from <= version && from >= best_since) {
            best = cq_entries[i].hook;
            best_since = from;
        }
    }
    return best;
}

static CUresult swap(CUresult result, const char *name, void **function, int version, cuuint64_t flags)
{
    if (result != CUDA_SUCCESS || !function || !*function)
        return result;
    void *hook = cq_hook_of_address(*function);
    if (!hook && has_other_addresses())
        hook = newest_hook(name, version, flags == PER_THREAD);
    if (hook)
        *function = hook;
    return result;
}

API CUresult cuGetProcAddress(const char *name, void **function, int version, cuuint64_t flags)
{
    return swap(CALL(cuGetProcAddress, name, function, version, flags), name, function, version, flags);
}

API CUresult cuGetProcAddress_v2(const char *name, void **function, int version, cuuint64_t flags, int *status)
{
    return swap(CALL(cuGetProcAddress_v2, name, function, version, flags, status), name, function, version, flags);
}
