/* Memory that another process of the container exports, piece by piece, and that this one imports. */
#include "path.h"
#include "exporter.h"

static CUresult take_ipc(size_t granule, size_t *bytes)
{
    CUipcMemHandle handle;
    CUdeviceptr at;
    *bytes = granule;
    CUresult result = exporter_ask(EXPORT_IPC, granule, &handle, NULL);
    return result == CUDA_SUCCESS ? TRY(cuIpcOpenMemHandle, &at, handle, 1) : result;
}

static CUresult take_imported(size_t granule, size_t *bytes)
{
    int file = -1;
    CUhandle handle;
    *bytes = granule;
    CUresult result = exporter_ask(EXPORT_FILE, granule, NULL, &file);
    if (result == CUDA_SUCCESS)
        result = TRY(cuMemImportFromShareableHandle, &handle, (void *)(intptr_t)file, HANDLE_FILE_DESCRIPTOR);
    close_file(file);
    return result;
}

static CUresult take_external(size_t granule, size_t *bytes)
{
    int file = -1;
    CUexternalMemory memory;
    CUdeviceptr at;
    *bytes = granule;
    CUresult result = exporter_ask(EXPORT_FILE, granule, NULL, &file);
    if (result != CUDA_SUCCESS)
        return result;
    CUDA_EXTERNAL_MEMORY_HANDLE_DESC described = {.type = 1, .handle.fd = file, .size = granule};
    CUDA_EXTERNAL_MEMORY_BUFFER_DESC whole = {.size = granule};
    result = TRY(cuImportExternalMemory, &memory, &described);
    return result == CUDA_SUCCESS ? TRY(cuExternalMemoryGetMappedBuffer, &at, memory, &whole) : result;
}

const struct path shared_paths[] = {
    {.name = "ipc", .before = exporter_start, .take = take_ipc},
    {.name = "vmm-import", .before = exporter_start, .take = take_imported},
    {.name = "external-memory", .before = exporter_start, .take = take_external},
    {0},
};
