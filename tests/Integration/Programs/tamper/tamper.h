#ifndef PROBE_TAMPER_H
#define PROBE_TAMPER_H

#include "../../../../src/Runtime/QuotaShim/include/region.h"

#define PRELOAD_PATH "/etc/ld.so.preload"

/* Each tries its attack and then runs the program; the first only tells, line by line, with which errno each attempt ended. */
int tamper_files(char **program);
int tamper_mounts(char **program);
int tamper_namespace(char **program);
int tamper_cut(char **program);
int tamper_garbage(char **program);
int tamper_forge(char **program);
int tamper_locks(char **program);

/* Prints "what=OK" or "what=ERRNO"; true when it succeeded. */
int report(const char *what, long result);
int become(char **program);

#endif
