#ifndef PROBE_EXPORTER_H
#define PROBE_EXPORTER_H

#include "../driver/driver.h"

enum export_kind { EXPORT_IPC, EXPORT_FILE };

/* Starts the process that allocates and exports; before CUDA is initialised. It ends with this one. */
void exporter_start(void);
/* Has it allocate so much more, and receives the handle or the file. */
CUresult exporter_ask(enum export_kind kind, size_t bytes, CUipcMemHandle *handle, int *file);
void close_file(int file);

#endif
