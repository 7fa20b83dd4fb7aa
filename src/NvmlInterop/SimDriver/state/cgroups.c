#include "cgroups.h"

#include "state.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <fcntl.h>

#define ROOT "/sys/fs/cgroup"
#define MOST_MOUNTS 32

struct mount {
    char root[512], point[512], controllers[128];
};

static uint64_t hash(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        seed = (seed ^ at[i]) * 0x100000001b3ull;
    return seed | 1;
}

static uint64_t name_of(const char *path)
{
    return hash(path, strlen(path), 0x9ae16a3b2f90404full);
}

/* By its number, for the C libraries before 2.33. */
static uint64_t inode_of(const char *path)
{
    struct stat found;
    if (syscall(SYS_newfstatat, AT_FDCWD, path, &found, 0) || !S_ISDIR(found.st_mode))
        return 0;
    uint64_t words[] = {found.st_dev, found.st_ino};
    return hash(words, sizeof words, 0xcbf29ce484222325ull);
}

/* Lines of mountinfo: id, parent, device, root, mount point, options, …, " - ", type, source, options with the controllers. */
static int read_mounts(struct mount *mounts)
{
    char line[4096], type[32];
    int count = 0;
    FILE *file = fopen("/proc/self/mountinfo", "re");
    while (file && count < MOST_MOUNTS && fgets(line, sizeof line, file)) {
        struct mount *one = &mounts[count];
        const char *rest = strstr(line, " - ");
        one->controllers[0] = 0;
        if (sscanf(line, "%*d %*d %*s %511s %511s", one->root, one->point) != 2 || !rest ||
            sscanf(rest, " - %31s %*s %127s", type, one->controllers) < 1 || strncmp(type, "cgroup", 6))
            continue;
        if (!strcmp(type, "cgroup2"))
            one->controllers[0] = 0;
        count++;
    }
    if (file)
        fclose(file);
    return count;
}

/* Whether the mount is of the hierarchy with those controllers; the unified one has none. */
static bool is_of(const struct mount *mount, const char *controllers)
{
    const char *name = strncmp(controllers, "name=", 5) ? controllers : controllers + 5;
    return *controllers ? strstr(mount->controllers, name) != NULL : !*mount->controllers;
}

static uint64_t through(const struct mount *mount, const char *path)
{
    char full[1200];
    size_t root = strcmp(mount->root, "/") ? strlen(mount->root) : 0;
    if (strncmp(path, mount->root, root) || (root && path[root] && path[root] != '/'))
        return 0;
    snprintf(full, sizeof full, "%s%s", mount->point, path + root);
    return inode_of(full);
}

static int add(uint64_t list[SIM_CGROUPS], int count, uint64_t number)
{
    if (number && count < SIM_CGROUPS)
        list[count++] = number;
    return count;
}

/* Lines of /proc/self/cgroup: number, controllers, path. */
static int add_line(char *line, const struct mount *mounts, int mount_count, uint64_t list[SIM_CGROUPS], int count)
{
    char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
    if (!path)
        return count;
    *path++ = 0;
    path[strcspn(path, "\n")] = 0;
    uint64_t inode = 0;
    for (int i = 0; i < mount_count && !inode; i++)
        if (is_of(&mounts[i], controllers + 1))
            inode = through(&mounts[i], path);
    if (!inode && strcmp(path, "/"))
        inode = name_of(path);
    return add(list, count, inode);
}

void sim_own_cgroups(uint64_t list[SIM_CGROUPS])
{
    struct mount mounts[MOST_MOUNTS];
    char line[4096];
    int count = 0, mount_count = read_mounts(mounts);
    memset(list, 0, SIM_CGROUPS * sizeof *list);
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && fgets(line, sizeof line, file))
        count = add_line(line, mounts, mount_count, list, count);
    if (file)
        fclose(file);
}

/* The path below the hierarchy's mount point, which is the first folder below the root with cgroup version 1. */
bool sim_find_cgroup(const char *path, uint64_t *inode, uint64_t *name)
{
    struct mount mounts[MOST_MOUNTS];
    size_t longest = strlen(ROOT);
    if (strncmp(path, ROOT "/", longest + 1))
        return false;
    int count = read_mounts(mounts);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(mounts[i].point);
        if (length > longest && !strncmp(path, mounts[i].point, length) && (path[length] == '/' || !path[length]))
            longest = length;
    }
    *inode = inode_of(path);
    *name = name_of(path + longest);
    return *inode;
}
