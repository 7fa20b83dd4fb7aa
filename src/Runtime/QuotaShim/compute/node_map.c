#include "node_map.h"

#include "../region/kernel.h"

#define SMALLEST 128

static struct node_entry *place_of(const struct node_map *map, CUgraphNode node)
{
    size_t at = (size_t)((uintptr_t)node >> 4) * 0x9e3779b97f4a7c15ull >> 20;
    while (map->entry[at &= map->capacity - 1].node && map->entry[at].node != node)
        at++;
    return &map->entry[at];
}

struct node_entry *node_map_find(const struct node_map *map, CUgraphNode node)
{
    struct node_entry *entry = map->capacity ? place_of(map, node) : NULL;
    return entry && entry->node ? entry : NULL;
}

static bool grow(struct node_map *map)
{
    struct node_map larger = {NULL, map->count, map->capacity ? map->capacity * 2 : SMALLEST};
    larger.entry = kernel_map(larger.capacity * sizeof *larger.entry, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    if (!larger.entry)
        return false;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->entry[i].node)
            *place_of(&larger, map->entry[i].node) = map->entry[i];
    node_map_free(map);
    *map = larger;
    return true;
}

struct node_entry *node_map_put(struct node_map *map, CUgraphNode node)
{
    struct node_entry *entry = node_map_find(map, node);
    if (entry || (map->count * 2 >= map->capacity && !grow(map)))
        return entry;
    entry = place_of(map, node);
    entry->node = node;
    map->count++;
    return entry;
}

void node_map_free(struct node_map *map)
{
    if (map->entry)
        kernel_unmap(map->entry, map->capacity * sizeof *map->entry);
    *map = (struct node_map){0};
}
