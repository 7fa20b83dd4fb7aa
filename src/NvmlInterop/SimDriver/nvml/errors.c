#include "nvml_internal.h"

static const char *const texts[] = {
    "Success", "Uninitialized", "Invalid Argument", "Not Supported", "Insufficient Permissions", "Already Initialized", "Not Found",
    "Insufficient Size", "Insufficient External Power", "Driver Not Loaded", "Timeout", "Interrupt Request Issue",
    "NVML Shared Library Not Found", "Function Not Found", "Corrupted infoROM", "GPU is lost", "GPU requires reset",
    "The operating system has blocked the request.", "RM has detected an NVML/RM version mismatch.",
    "An operation cannot be performed because the GPU is currently in use.", "Insufficient Memory", "No data", "VGPU ECC is enabled",
    "Insufficient resources", "Frequency not supported", "Argument version mismatch", "Deprecated", "System is not ready", "GPU not found",
    "Invalid state",
};

API const char *nvmlErrorString(nvmlReturn_t result)
{
    return result >= 0 && (size_t)result < sizeof texts / sizeof *texts ? texts[result] : "Unknown Error";
}
