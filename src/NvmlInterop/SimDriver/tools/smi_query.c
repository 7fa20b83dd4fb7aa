#include "smi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct cell {
    char text[128];
    const char *unit;
};

typedef nvmlReturn_t (*reader)(nvmlDevice_t device, struct cell *cell);

static nvmlReturn_t number(nvmlReturn_t result, unsigned long long value, struct cell *cell)
{
    snprintf(cell->text, sizeof cell->text, "%llu", value);
    return result;
}

#define TEXT(name, function) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        return NVML(function, (nvmlDevice_t, char *, unsigned), device, cell->text, sizeof cell->text); \
    }
#define WORD(name, function) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        unsigned value = 0; \
        nvmlReturn_t result = NVML(function, (nvmlDevice_t, unsigned *), device, &value); \
        return number(result, value, cell); \
    }
#define WORD_OF(name, function, kind) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        unsigned value = 0; \
        nvmlReturn_t result = NVML(function, (nvmlDevice_t, unsigned, unsigned *), device, kind, &value); \
        return number(result, value, cell); \
    }
#define MEMORY(name, member) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)}; \
        nvmlReturn_t result = NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), device, &memory); \
        return number(result, memory.member >> 20, cell); \
    }
#define LOAD(name, member) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        nvmlUtilization_t load = {0, 0}; \
        nvmlReturn_t result = NVML(nvmlDeviceGetUtilizationRates, (nvmlDevice_t, nvmlUtilization_t *), device, &load); \
        return number(result, load.member, cell); \
    }
#define WATTS(name, function) \
    static nvmlReturn_t name(nvmlDevice_t device, struct cell *cell) \
    { \
        unsigned value = 0; \
        nvmlReturn_t result = NVML(function, (nvmlDevice_t, unsigned *), device, &value); \
        snprintf(cell->text, sizeof cell->text, "%u.%02u", value / 1000, value % 1000 / 10); \
        return result; \
    }

TEXT(get_name, nvmlDeviceGetName)
TEXT(get_uuid, nvmlDeviceGetUUID)
TEXT(get_serial, nvmlDeviceGetSerial)
TEXT(get_vbios, nvmlDeviceGetVbiosVersion)
WORD(get_index, nvmlDeviceGetIndex)
WORD(get_fan, nvmlDeviceGetFanSpeed)
WORD(get_link_gen, nvmlDeviceGetCurrPcieLinkGeneration)
WORD(get_link_width, nvmlDeviceGetCurrPcieLinkWidth)
WORD_OF(get_temperature, nvmlDeviceGetTemperature, 0)
WORD_OF(get_sm_clock, nvmlDeviceGetClockInfo, 1)
WORD_OF(get_memory_clock, nvmlDeviceGetClockInfo, 2)
WORD_OF(get_max_sm_clock, nvmlDeviceGetMaxClockInfo, 1)
WORD_OF(get_max_memory_clock, nvmlDeviceGetMaxClockInfo, 2)
MEMORY(get_total, total)
MEMORY(get_used, used)
MEMORY(get_free, free)
MEMORY(get_reserved, reserved)
LOAD(get_gpu_load, gpu)
LOAD(get_memory_load, memory)
WATTS(get_power, nvmlDeviceGetPowerUsage)
WATTS(get_power_limit, nvmlDeviceGetEnforcedPowerLimit)

static nvmlReturn_t get_count(nvmlDevice_t device, struct cell *cell)
{
    (void)device;
    return number(NVML_SUCCESS, nvml_count(), cell);
}

static nvmlReturn_t get_driver(nvmlDevice_t device, struct cell *cell)
{
    (void)device;
    return NVML(nvmlSystemGetDriverVersion, (char *, unsigned), cell->text, sizeof cell->text);
}

static nvmlReturn_t get_bus_id(nvmlDevice_t device, struct cell *cell)
{
    nvmlPciInfo_t pci = {.busId = ""};
    nvmlReturn_t result = NVML(nvmlDeviceGetPciInfo_v3, (nvmlDevice_t, nvmlPciInfo_t *), device, &pci);
    snprintf(cell->text, sizeof cell->text, "%s", pci.busId);
    return result;
}

static nvmlReturn_t get_pstate(nvmlDevice_t device, struct cell *cell)
{
    unsigned state = 0;
    nvmlReturn_t result = NVML(nvmlDeviceGetPerformanceState, (nvmlDevice_t, unsigned *), device, &state);
    snprintf(cell->text, sizeof cell->text, "P%u", state);
    return result;
}

static nvmlReturn_t get_mig(nvmlDevice_t device, struct cell *cell)
{
    unsigned current = 0, pending;
    nvmlReturn_t result = NVML(nvmlDeviceGetMigMode, (nvmlDevice_t, unsigned *, unsigned *), device, &current, &pending);
    strcpy(cell->text, current ? "Enabled" : "Disabled");
    return result;
}

static nvmlReturn_t get_capability(nvmlDevice_t device, struct cell *cell)
{
    int major = 0, minor = 0;
    nvmlReturn_t result = NVML(nvmlDeviceGetCudaComputeCapability, (nvmlDevice_t, int *, int *), device, &major, &minor);
    snprintf(cell->text, sizeof cell->text, "%d.%d", major, minor);
    return result;
}

static nvmlReturn_t get_ecc(nvmlDevice_t device, struct cell *cell)
{
    unsigned long long count = 0;
    nvmlReturn_t result = NVML(nvmlDeviceGetTotalEccErrors, (nvmlDevice_t, unsigned, unsigned, unsigned long long *), device, 1, 0, &count);
    return number(result, count, cell);
}

static const struct column { const char *name, *unit; reader read; } columns[] = {
    {"index", "", get_index}, {"name", "", get_name}, {"gpu_name", "", get_name}, {"uuid", "", get_uuid}, {"gpu_uuid", "", get_uuid},
    {"serial", "", get_serial}, {"gpu_serial", "", get_serial}, {"count", "", get_count}, {"driver_version", "", get_driver},
    {"vbios_version", "", get_vbios}, {"pci.bus_id", "", get_bus_id}, {"gpu_bus_id", "", get_bus_id}, {"pstate", "", get_pstate},
    {"memory.total", "MiB", get_total}, {"memory.used", "MiB", get_used}, {"memory.free", "MiB", get_free}, {"memory.reserved", "MiB", get_reserved},
    {"utilization.gpu", "%", get_gpu_load}, {"utilization.memory", "%", get_memory_load}, {"temperature.gpu", "", get_temperature},
    {"power.draw", "W", get_power}, {"power.limit", "W", get_power_limit}, {"enforced.power.limit", "W", get_power_limit}, {"fan.speed", "%", get_fan},
    {"clocks.sm", "MHz", get_sm_clock}, {"clocks.gr", "MHz", get_sm_clock}, {"clocks.mem", "MHz", get_memory_clock},
    {"clocks.max.sm", "MHz", get_max_sm_clock}, {"clocks.max.mem", "MHz", get_max_memory_clock}, {"mig.mode.current", "", get_mig},
    {"compute_cap", "", get_capability}, {"ecc.errors.uncorrected.volatile.total", "", get_ecc},
    {"pcie.link.gen.current", "", get_link_gen}, {"pcie.link.width.current", "", get_link_width},
};

static const struct column *find(const char *name)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (!strcasecmp(columns[i].name, name))
            return &columns[i];
    printf("Field \"%s\" is not a valid field to query.\n", name);
    exit(2);
}

static size_t parse(const char *fields, const struct column **chosen, size_t room)
{
    char words[1024], *rest = NULL;
    size_t count = 0;
    snprintf(words, sizeof words, "%s", fields);
    for (char *word = strtok_r(words, ", ", &rest); word && count < room; word = strtok_r(NULL, ", ", &rest))
        chosen[count++] = find(word);
    return count;
}

static void print_row(nvmlDevice_t device, const struct column **chosen, size_t count, bool units)
{
    for (size_t i = 0; i < count; i++) {
        struct cell cell = {"", ""};
        nvmlReturn_t result = chosen[i]->read(device, &cell);
        if (result != NVML_SUCCESS)
            strcpy(cell.text, result == NVML_ERROR_NOT_SUPPORTED ? "[N/A]" : result == NVML_ERROR_GPU_IS_LOST ? "[GPU is lost]" : "[Unknown Error]");
        printf("%s%s%s%s", i ? ", " : "", cell.text, units && result == NVML_SUCCESS && *chosen[i]->unit ? " " : "",
               units && result == NVML_SUCCESS ? chosen[i]->unit : "");
    }
    putchar('\n');
}

static void print_header(const struct column **chosen, size_t count, bool units)
{
    for (size_t i = 0; i < count; i++)
        printf(units && *chosen[i]->unit ? "%s%s [%s]" : "%s%s", i ? ", " : "", chosen[i]->name, chosen[i]->unit);
    putchar('\n');
}

static bool is_wanted(const char *only, unsigned index, nvmlDevice_t device)
{
    char uuid[96] = "", *end;
    if (!only || (strtoul(only, &end, 10) == index && end != only && !*end))
        return true;
    NVML(nvmlDeviceGetUUID, (nvmlDevice_t, char *, unsigned), device, uuid, sizeof uuid);
    return !strcasecmp(uuid, only);
}

int smi_query(const char *fields, const char *format, const char *only)
{
    const struct column *chosen[64];
    size_t count = parse(fields, chosen, 64);
    bool units = !strstr(format, "nounits"), any = false;
    if (!strstr(format, "noheader"))
        print_header(chosen, count, units);
    for (unsigned index = 0; index < nvml_count(); index++)
        if (is_wanted(only, index, nvml_device(index))) {
            print_row(nvml_device(index), chosen, count, units);
            any = true;
        }
    if (!any && only)
        printf("No devices were found\n");
    return any || !only ? 0 : 6;
}
