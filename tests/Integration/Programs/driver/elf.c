/* No dlsym either: the names are looked up in the loaded library's own symbol table, past every interposer. */
#include "driver.h"
#include "open.h"

#include <elf.h>
#include <link.h>
#include <string.h>

struct table {
    uintptr_t base;
    const Elf64_Sym *symbols;
    const char *names;
    size_t count;
};

/* A GNU hash table knows no number of symbols: it is where the last chain ends. */
static size_t count_symbols(const uint32_t *hash)
{
    uint32_t buckets = hash[0], first = hash[1], bloom = hash[2], last = 0;
    const uint32_t *bucket = hash + 4 + bloom * 2, *chain = bucket + buckets;
    for (uint32_t i = 0; i < buckets; i++)
        last = bucket[i] > last ? bucket[i] : last;
    while (last >= first && !(chain[last - first] & 1))
        last++;
    return last + 1;
}

static struct table read_table(const struct link_map *map)
{
    struct table table = {.base = map->l_addr};
    for (const Elf64_Dyn *entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_SYMTAB)
            table.symbols = (const Elf64_Sym *)entry->d_un.d_ptr;
        else if (entry->d_tag == DT_STRTAB)
            table.names = (const char *)entry->d_un.d_ptr;
        else if (entry->d_tag == DT_GNU_HASH)
            table.count = count_symbols((const uint32_t *)entry->d_un.d_ptr);
    }
    return table;
}

static uintptr_t find(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->symbols[i].st_shndx && !strcmp(table->names + table->symbols[i].st_name, name))
            return table->base + table->symbols[i].st_value;
    return 0;
}

void driver_load(void)
{
    struct link_map *map = open_libcuda();
    struct table table = read_table(map);
#define F(name, suffix, version, parameters) cu.name = (CUresult(*) parameters)find(&table, #name #suffix);
#include "functions.h"
#undef F
}
