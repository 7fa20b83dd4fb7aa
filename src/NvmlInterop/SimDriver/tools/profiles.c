/* GPU profiles are data: `key = value` lines, named like the fields of struct sim_model, and one `mig = ...` line per instance profile. */
#include "fail.h"
#include "simctl.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, U32, U64 };

struct key {
    const char *name;
    enum kind kind;
    size_t offset, size;
};

#define FIELD(kind, name) {#name, kind, offsetof(struct sim_model, name), sizeof(((struct sim_model *)0)->name)}

static const struct key keys[] = {
    FIELD(TEXT, name), FIELD(TEXT, board_part), FIELD(TEXT, vbios), FIELD(U32, pci_device), FIELD(U32, pci_subsystem), FIELD(U32, brand),
    FIELD(U32, architecture), FIELD(U32, cc_major), FIELD(U32, cc_minor), FIELD(U32, sm_count), FIELD(U32, cores_per_sm),
    FIELD(U32, sm_clock_mhz), FIELD(U32, memory_clock_mhz), FIELD(U32, idle_clock_mhz), FIELD(U32, threads_per_sm),
    FIELD(U32, shared_per_sm_kib), FIELD(U32, l2_kib), FIELD(U32, bus_width), FIELD(U32, power_limit_w), FIELD(U32, power_min_w),
    FIELD(U32, power_max_w), FIELD(U32, power_idle_w), FIELD(U32, temperature_idle), FIELD(U32, temperature_slowdown),
    FIELD(U32, temperature_shutdown), FIELD(U32, temperature_max), FIELD(U32, temperature_memory_max), FIELD(U32, pcie_gen),
    FIELD(U32, pcie_width), FIELD(U32, nvlinks), FIELD(U32, nvlink_version), FIELD(U32, nvlink_mbps), FIELD(U32, copy_engines),
    FIELD(U32, ecc), FIELD(U32, remapping), FIELD(U32, gpm), FIELD(U32, mig_capable), FIELD(U32, fan), FIELD(U64, memory_mib),
    FIELD(U64, reserved_mib), FIELD(U64, bar1_mib), FIELD(U64, context_mib),
};

#define MIG_FIELD(name) {#name, sizeof(((struct sim_mig_profile *)0)->name) == 8 ? U64 : U32, offsetof(struct sim_mig_profile, name), 0}

static const struct key mig_keys[] = {
    MIG_FIELD(kind), MIG_FIELD(id), MIG_FIELD(slices), MIG_FIELD(size), MIG_FIELD(max), MIG_FIELD(sm), MIG_FIELD(ce),
    MIG_FIELD(dec), MIG_FIELD(enc), MIG_FIELD(jpg), MIG_FIELD(ofa), MIG_FIELD(memory_mib),
};

static bool store(void *record, const struct key *known, size_t count, const char *name, const char *value)
{
    for (size_t i = 0; i < count; i++) {
        char *field = (char *)record + known[i].offset;
        if (strcmp(known[i].name, name))
            continue;
        if (known[i].kind == TEXT)
            sim_text(field, known[i].size, value, strlen(value));
        else if (known[i].kind == U64)
            *(uint64_t *)field = strtoull(value, NULL, 0);
        else
            *(uint32_t *)field = (uint32_t)strtoul(value, NULL, 0);
        return true;
    }
    return false;
}

static void parse_places(struct sim_mig_profile *mig, char *list)
{
    char *rest = NULL;
    for (char *place = strtok_r(list, ",", &rest); place && mig->placements < SIM_PLACEMENTS; place = strtok_r(NULL, ",", &rest))
        mig->placement[mig->placements++] = (uint32_t)strtoul(place, NULL, 10);
}

static void parse_mig(const char *path, struct sim_model *model, char *text)
{
    char *rest = NULL, *word = strtok_r(text, " ", &rest);
    if (!word || model->mig_profiles == SIM_MIG_PROFILES)
        fail("cannot read the GPU profile: %s: a bad or one too many `mig` line. Correct the file.", path);
    struct sim_mig_profile *mig = &model->mig[model->mig_profiles++];
    snprintf(mig->name, sizeof mig->name, "%s", word);
    while ((word = strtok_r(NULL, " ", &rest))) {
        char *value = strchr(word, '=');
        if (!value)
            fail("cannot read the GPU profile: %s: `%s` has no value. Correct the file.", path, word);
        *value++ = 0;
        if (!strcmp(word, "at"))
            parse_places(mig, value);
        else if (!store(mig, mig_keys, sizeof mig_keys / sizeof *mig_keys, word, value))
            fail("cannot read the GPU profile: %s: unknown MIG key `%s`. Correct the file.", path, word);
    }
}

static void parse_line(const char *path, struct sim_model *model, char *line)
{
    char *value = strstr(line, " = ");
    line[strcspn(line, "\n")] = 0;
    if (!*line || *line == '#')
        return;
    if (!value)
        fail("cannot read the GPU profile: %s: `%s` is not `key = value`. Correct the file.", path, line);
    *value = 0;
    value += 3;
    if (!strcmp(line, "mig"))
        parse_mig(path, model, value);
    else if (!store(model, keys, sizeof keys / sizeof *keys, line, value))
        fail("cannot read the GPU profile: %s: unknown key `%s`. Correct the file.", path, line);
}

static void list_profiles(const char *folder, char *list, size_t size)
{
    DIR *files = opendir(folder);
    struct dirent *file;
    list[0] = 0;
    while (files && (file = readdir(files))) {
        char *dot = strstr(file->d_name, ".profile");
        size_t used = strlen(list);
        if (dot)
            snprintf(list + used, size - used, "%s%.*s", used ? ", " : "", (int)(dot - file->d_name), file->d_name);
    }
    if (files)
        closedir(files);
}

void load_model(const char *folder, const char *name, struct sim_model *model)
{
    char path[4096], line[512], known[512];
    memset(model, 0, sizeof *model);
    snprintf(model->profile, sizeof model->profile, "%s", !strcmp(name, "a100") ? "a100-80" : name);
    snprintf(path, sizeof path, "%s/%s.profile", folder, model->profile);
    FILE *file = strchr(name, '/') ? NULL : fopen(path, "re");
    if (!file) {
        list_profiles(folder, known, sizeof known);
        fail("cannot make the simulated GPUs: there is no GPU profile `%s`. Use one of: %s.", name, known);
    }
    while (fgets(line, sizeof line, file))
        parse_line(path, model, line);
    fclose(file);
}
