#include "elf.h"

#include <stdatomic.h>
#include <stddef.h>

struct walk {
    cq_visit *visit;
    void *context;
};

/* glibc relocates these in place, others do not. */
static const void *pointer(uintptr_t base, ElfW(Addr) value)
{
    return (const void *)(value < base ? base + value : value);
}

static void read_dynamic(struct cq_object *object, const ElfW(Dyn) *entry)
{
    ElfW(Xword) soname = 0;
    bool named = false;
    for (; entry->d_tag != DT_NULL; entry++)
        switch (entry->d_tag) {
        case DT_SYMTAB: object->symbols = pointer(object->base, entry->d_un.d_ptr); break;
        case DT_STRTAB: object->strings = pointer(object->base, entry->d_un.d_ptr); break;
        case DT_GNU_HASH: object->gnu_hash = pointer(object->base, entry->d_un.d_ptr); break;
        case DT_HASH: object->hash = pointer(object->base, entry->d_un.d_ptr); break;
        case DT_VERSYM: object->versions = pointer(object->base, entry->d_un.d_ptr); break;
        case DT_SONAME: soname = entry->d_un.d_val; named = true; break;
        }
    object->soname = named && object->strings ? object->strings + soname : "";
}

static int visit_one(struct dl_phdr_info *info, size_t size, void *context)
{
    struct walk *walk = context;
    struct cq_object object = {.base = info->dlpi_addr, .start = UINTPTR_MAX, .soname = ""};
    const ElfW(Dyn) *dynamic = NULL;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_DYNAMIC)
            dynamic = (const ElfW(Dyn) *)start;
        if (part->p_type != PT_LOAD)
            continue;
        object.start = start < object.start ? start : object.start;
        object.end = start + part->p_memsz > object.end ? start + part->p_memsz : object.end;
    }
    if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof info->dlpi_subs)
        object.unloads = info->dlpi_subs;
    if (dynamic)
        read_dynamic(&object, dynamic);
    return !walk->visit(&object, walk->context);
}

bool cq_object_holds(const struct cq_object *object, const void *address)
{
    return (uintptr_t)address >= object->start && (uintptr_t)address < object->end;
}

bool cq_object_is(const struct cq_object *object, const char *soname)
{
    return !cq_compare(object->soname, soname);
}

/* STT_GNU_IFUNC (10) is left out: its value is a function that chooses, not the one that is meant. */
static bool matches(const struct cq_object *object, uint32_t index, const char *name)
{
    const ElfW(Sym) *symbol = &object->symbols[index];
    unsigned type = ELF64_ST_TYPE(symbol->st_info), binding = ELF64_ST_BIND(symbol->st_info);
    bool hidden_version = object->versions && object->versions[index] & 0x8000;
    return symbol->st_shndx != SHN_UNDEF && (type == STT_FUNC || type == STT_NOTYPE) && binding != STB_LOCAL && !hidden_version &&
           !cq_compare(object->strings + symbol->st_name, name);
}

static uint32_t find_gnu(const struct cq_object *object, const char *name)
{
    const uint32_t *table = object->gnu_hash;
    uint32_t buckets = table[0], first = table[1], words = table[2], shift = table[3], hash = 5381;
    const ElfW(Addr) *bloom = (const ElfW(Addr) *)&table[4];
    const uint32_t *bucket = (const uint32_t *)&bloom[words], *chain = &bucket[buckets];
    enum { BITS = 8 * sizeof *bloom };
    for (const unsigned char *at = (const unsigned char *)name; *at; at++)
        hash = hash * 33 + *at;
    ElfW(Addr) word = words ? bloom[hash / BITS % words] : 0;
    if (!buckets || !(word >> hash % BITS & 1) || !(word >> (hash >> shift) % BITS & 1))
        return 0;
    for (uint32_t index = bucket[hash % buckets]; index >= first; index++) {
        uint32_t other = chain[index - first];
        if ((other | 1) == (hash | 1) && matches(object, index, name))
            return index;
        if (other & 1)
            break;
    }
    return 0;
}

static uint32_t find_old(const struct cq_object *object, const char *name)
{
    const uint32_t *table = object->hash, *bucket = &table[2], *chain = &bucket[table[0]];
    uint32_t hash = 0;
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        hash = (hash << 4) + *at;
        hash = (hash ^ (hash & 0xf0000000u) >> 24) & 0x0fffffffu;
    }
    for (uint32_t index = table[0] ? bucket[hash % table[0]] : 0; index; index = chain[index])
        if (matches(object, index, name))
            return index;
    return 0;
}

void *cq_object_function(const struct cq_object *object, const char *name)
{
    if (!object->symbols || !object->strings)
        return NULL;
    uint32_t index = object->gnu_hash ? find_gnu(object, name) : object->hash ? find_old(object, name) : 0;
    return index ? (void *)(object->base + object->symbols[index].st_value) : NULL;
}

typedef int iterate_fn(int (*)(struct dl_phdr_info *, size_t, void *), void *);

/*
 * libc's own, for sanitizers replace this one too and ask dlsym before theirs is ready. The list is read without its lock only this once and only up to libc:
 * what stands before it was loaded with the program and stays.
 */
static iterate_fn *find_iterate(void)
{
    for (const struct link_map *at = _r_debug.r_map; at; at = at->l_next) {
        struct cq_object object = {.base = at->l_addr, .soname = ""};
        if (!at->l_ld)
            continue;
        read_dynamic(&object, at->l_ld);
        if (cq_object_is(&object, "libc.so.6"))
            return (iterate_fn *)cq_object_function(&object, "dl_iterate_phdr");
    }
    return NULL;
}

void cq_each_object(cq_visit *visit, void *context)
{
    static _Atomic(iterate_fn *) known;
    iterate_fn *iterate = atomic_load_explicit(&known, memory_order_acquire);
    if (!iterate) {
        iterate = find_iterate();
        iterate = iterate ? iterate : dl_iterate_phdr;
        atomic_store_explicit(&known, iterate, memory_order_release);
    }
    iterate(visit_one, &(struct walk){visit, context});
}
