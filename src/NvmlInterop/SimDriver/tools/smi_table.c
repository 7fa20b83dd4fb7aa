#include "smi.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define RULE "+-----------------------------------------------------------------------------------------+\n"

static void print_header(void)
{
    char driver[80] = "", when[64], line[256];
    int cuda = 0;
    time_t now = time(NULL);
    NVML(nvmlSystemGetDriverVersion, (char *, unsigned), driver, sizeof driver);
    NVML(nvmlSystemGetCudaDriverVersion_v2, (int *), &cuda);
    strftime(when, sizeof when, "%a %b %e %H:%M:%S %Y", localtime(&now));
    snprintf(line, sizeof line, "SIMULATED NVIDIA-SMI %-12s Driver Version: %-14s CUDA Version: %d.%d", driver, driver, cuda / 1000, cuda % 1000 / 10);
    printf("%s\n" RULE "| %-87.87s |\n", when, line);
    printf("|-----------------------------------------+------------------------+----------------------+\n"
           "| GPU  Name                 Persistence-M | Bus-Id                 | Volatile Uncorr. ECC |\n"
           "|      Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |\n"
           "|                                         |                        |               MIG M. |\n"
           "|=========================================+========================+======================|\n");
}

static const char *mig_mode(nvmlDevice_t device)
{
    unsigned current = 0, pending = 0;
    nvmlReturn_t result = NVML(nvmlDeviceGetMigMode, (nvmlDevice_t, unsigned *, unsigned *), device, &current, &pending);
    return result != NVML_SUCCESS ? "N/A" : current ? "Enabled" : "Disabled";
}

static void print_first_line(unsigned index, nvmlDevice_t device)
{
    char name[96] = "", ecc[24];
    unsigned persistence = 0;
    unsigned long long errors = 0;
    nvmlPciInfo_t pci = {.busId = ""};
    NVML(nvmlDeviceGetName, (nvmlDevice_t, char *, unsigned), device, name, sizeof name);
    NVML(nvmlDeviceGetPersistenceMode, (nvmlDevice_t, unsigned *), device, &persistence);
    NVML(nvmlDeviceGetPciInfo_v3, (nvmlDevice_t, nvmlPciInfo_t *), device, &pci);
    nvmlReturn_t result = NVML(nvmlDeviceGetTotalEccErrors, (nvmlDevice_t, unsigned, unsigned, unsigned long long *), device, 1, 0, &errors);
    snprintf(ecc, sizeof ecc, result == NVML_SUCCESS ? "%llu" : "N/A", errors);
    printf("| %3u  %-27.27s %5s  | %-22s | %20s |\n", index, name, persistence ? "On" : "Off", pci.busId, ecc);
}

static void print_second_line(nvmlDevice_t device)
{
    static const char *const modes[] = {"Default", "E. Thread", "Prohibited", "E. Process"};
    unsigned temperature = 0, state = 0, power = 0, limit = 0, mode = 0;
    char load_text[16];
    nvmlMemory_v2_t memory = {.version = NVML_STRUCT_VERSION(nvmlMemory_v2_t, 2)};
    nvmlUtilization_t load = {0, 0};
    NVML(nvmlDeviceGetTemperature, (nvmlDevice_t, unsigned, unsigned *), device, 0, &temperature);
    NVML(nvmlDeviceGetPerformanceState, (nvmlDevice_t, unsigned *), device, &state);
    NVML(nvmlDeviceGetPowerUsage, (nvmlDevice_t, unsigned *), device, &power);
    NVML(nvmlDeviceGetEnforcedPowerLimit, (nvmlDevice_t, unsigned *), device, &limit);
    NVML(nvmlDeviceGetComputeMode, (nvmlDevice_t, unsigned *), device, &mode);
    NVML(nvmlDeviceGetMemoryInfo_v2, (nvmlDevice_t, nvmlMemory_v2_t *), device, &memory);
    nvmlReturn_t result = NVML(nvmlDeviceGetUtilizationRates, (nvmlDevice_t, nvmlUtilization_t *), device, &load);
    snprintf(load_text, sizeof load_text, result == NVML_SUCCESS ? "%u%%" : "N/A", load.gpu);
    printf("| N/A  %3uC    P%u          %5uW / %5uW | %8lluMiB / %6lluMiB | %7s %12s |\n", temperature, state, power / 1000, limit / 1000,
           memory.used >> 20, memory.total >> 20, load_text, modes[mode & 3]);
    printf("| %39s | %22s | %20s |\n", "", "", mig_mode(device));
    printf("+-----------------------------------------+------------------------+----------------------+\n");
}

static void print_name(unsigned pid, char *name, size_t size)
{
    if (NVML(nvmlSystemGetProcessName, (unsigned, char *, unsigned), pid, name, (unsigned)size) != NVML_SUCCESS)
        snprintf(name, size, "[Not Found]");
}

static unsigned print_processes(unsigned index, nvmlDevice_t device)
{
    nvmlProcessInfo_t list[256];
    unsigned count = 256;
    char name[256], gi[16], ci[16];
    if (NVML(nvmlDeviceGetComputeRunningProcesses_v3, (nvmlDevice_t, unsigned *, nvmlProcessInfo_t *), device, &count, list) != NVML_SUCCESS)
        return 0;
    for (unsigned i = 0; i < count; i++) {
        bool whole = list[i].gpuInstanceId == NVML_NO_INSTANCE;
        print_name(list[i].pid, name, sizeof name);
        snprintf(gi, sizeof gi, whole ? "N/A" : "%u", list[i].gpuInstanceId);
        snprintf(ci, sizeof ci, whole ? "N/A" : "%u", list[i].computeInstanceId);
        printf("| %4u %4s %4s %13u     C   %-40.40s %6lluMiB |\n", index, gi, ci, list[i].pid, name, list[i].usedGpuMemory >> 20);
    }
    return count;
}

int smi_table(void)
{
    unsigned processes = 0;
    print_header();
    for (unsigned index = 0; index < nvml_count(); index++) {
        print_first_line(index, nvml_device(index));
        print_second_line(nvml_device(index));
    }
    printf("\n" RULE "| Processes:                                                                              |\n"
           "|  GPU   GI   CI           PID   Type   Process name                           GPU Memory |\n"
           "|=========================================================================================|\n");
    for (unsigned index = 0; index < nvml_count(); index++)
        processes += print_processes(index, nvml_device(index));
    if (!processes)
        printf("|  No running processes found                                                             |\n");
    printf(RULE);
    return 0;
}
