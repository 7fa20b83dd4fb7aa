#include "nvml_internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

API nvmlReturn_t nvmlSystemGetDriverVersion(char *version, unsigned length)
{
    nvmlReturn_t ready = nvml_ready();
    return ready != NVML_SUCCESS ? ready : nvml_copy_text(version, length, nvml.state->driver_version, sizeof nvml.state->driver_version);
}

API nvmlReturn_t nvmlSystemGetNVMLVersion(char *version, unsigned length)
{
    char text[64], driver[32];
    nvmlReturn_t ready = nvml_ready();
    if (ready != NVML_SUCCESS)
        return ready;
    SIM_TEXT(driver, sizeof driver, nvml.state->driver_version);
    snprintf(text, sizeof text, "%u.%s", nvml.state->cuda_version / 1000, driver);
    return nvml_copy_text(version, length, text, sizeof text);
}

API nvmlReturn_t nvmlSystemGetCudaDriverVersion_v2(int *version)
{
    NEED(version);
    *version = (int)(nvml.state ? nvml.state->cuda_version : 12080);
    return NVML_SUCCESS;
}

API nvmlReturn_t nvmlSystemGetCudaDriverVersion(int *version)
{
    return nvmlSystemGetCudaDriverVersion_v2(version);
}

API nvmlReturn_t nvmlSystemGetProcessName(unsigned pid, char *name, unsigned length)
{
    char path[64], text[1024];
    nvmlReturn_t ready = nvml_ready();
    if (ready != NVML_SUCCESS)
        return ready;
    NEED(name && length);
    snprintf(path, sizeof path, "/proc/%u/cmdline", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (got < 0)
        return NVML_ERROR_NOT_FOUND;
    text[got] = 0;
    snprintf(name, length, "%s", text);
    return NVML_SUCCESS;
}
