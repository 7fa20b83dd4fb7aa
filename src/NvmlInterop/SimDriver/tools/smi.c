#include "smi.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *library;

void *nvml_symbol(const char *name)
{
    return dlsym(library, name);
}

void nvml_check(const char *what, nvmlReturn_t result)
{
    const char *(*text)(nvmlReturn_t) = (const char *(*)(nvmlReturn_t))nvml_symbol("nvmlErrorString");
    if (result == NVML_SUCCESS)
        return;
    if (result == NVML_ERROR_DRIVER_NOT_LOADED)
        printf("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n");
    else
        printf("%s: %s\n", what, text ? text(result) : "Unknown Error");
    exit(result);
}

void nvml_open(void)
{
    library = dlopen("libnvidia-ml.so.1", RTLD_NOW);
    if (!library) {
        printf("NVIDIA-SMI couldn't find libnvidia-ml.so library in your system.\n");
        exit(12);
    }
    nvml_check("Failed to initialize NVML", NVML(nvmlInit_v2, (void), ));
}

unsigned nvml_count(void)
{
    unsigned count = 0;
    nvml_check("Unable to determine the number of GPUs", NVML(nvmlDeviceGetCount_v2, (unsigned *), &count));
    return count;
}

nvmlDevice_t nvml_device(unsigned index)
{
    nvmlDevice_t device = NULL;
    nvmlReturn_t result = NVML(nvmlDeviceGetHandleByIndex_v2, (unsigned, nvmlDevice_t *), index, &device);
    if (!device)
        nvml_check("Unable to determine the device handle", result);
    return device;
}

static const char *value_of(const char *word, const char *option)
{
    size_t length = strlen(option);
    return !strncmp(word, option, length) && word[length] == '=' ? word + length + 1 : NULL;
}

static int usage(const char *word)
{
    printf("Invalid combination of input arguments: %s\n"
           "The simulated nvidia-smi knows: (nothing), -L, --query-gpu=FIELDS --format=csv[,noheader][,nounits] [-i INDEX|UUID]\n", word);
    return 1;
}

int main(int count, char **words)
{
    const char *fields = NULL, *format = NULL, *only = NULL;
    bool list = false;
    for (int i = 1; i < count; i++) {
        if (value_of(words[i], "--query-gpu"))
            fields = value_of(words[i], "--query-gpu");
        else if (value_of(words[i], "--format"))
            format = value_of(words[i], "--format");
        else if (value_of(words[i], "--id"))
            only = value_of(words[i], "--id");
        else if (!strcmp(words[i], "-i") && i + 1 < count)
            only = words[++i];
        else if (!strcmp(words[i], "-L") || !strcmp(words[i], "--list-gpus"))
            list = true;
        else
            return usage(words[i]);
    }
    if (fields && (!format || strncmp(format, "csv", 3)))
        return usage("\"--query-gpu=\" needs \"--format=csv\"");
    nvml_open();
    return list ? smi_list() : fields ? smi_query(fields, format, only) : smi_table();
}
