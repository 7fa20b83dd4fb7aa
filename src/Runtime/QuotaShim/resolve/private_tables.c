/*
 * cuGetExportTable: tables of functions without names, which reach the driver past every hook. NVIDIA's own libraries need some, so all are passed on; those
 * that are not known to be harmless are counted, and the agent tells of them. What a program takes by one is seen by the driver's count alone.
 */
#include "../region/process.h"

#include <string.h>

/*
 * What the CUDA runtime asks for in every program, by the names that others gave them (https://github.com/vosen/ZLUDA, dark_api). The tables known to make
 * contexts or to allocate are not among them.
 */
static const CUuuid harmless[] = {
    {{0x6b, 0xd5, 0xfb, 0x6c, 0x5b, 0xf4, 0xe7, 0x4a, 0x89, 0x87, 0xd9, 0x39, 0x12, 0xfd, 0x9d, 0xf9}}, /* the runtime's interface */
    {{0x42, 0xd8, 0x5a, 0x81, 0x23, 0xf6, 0xcb, 0x47, 0x82, 0x98, 0xf6, 0xe7, 0x8a, 0x3a, 0xec, 0xdc}}, /* tools: thread-local storage */
    {{0xa0, 0x94, 0x79, 0x8c, 0x2e, 0x74, 0x2e, 0x74, 0x93, 0xf2, 0x08, 0x00, 0x20, 0x0c, 0x0a, 0x66}}, /* tools: callbacks of the runtime */
    {{0xc6, 0x93, 0x33, 0x6e, 0x11, 0x21, 0xdf, 0x11, 0xa8, 0xc3, 0x68, 0xf3, 0x55, 0xd8, 0x95, 0x93}}, /* a context's local storage */
    {{0xd4, 0x08, 0x20, 0x55, 0xbd, 0xe6, 0x70, 0x4b, 0x8d, 0x34, 0xba, 0x12, 0x3c, 0x66, 0xe1, 0xf2}}, /* that driver and runtime fit */
    {{0x26, 0x3e, 0x88, 0x60, 0x7c, 0xd2, 0x61, 0x43, 0x92, 0xf6, 0xbb, 0xd5, 0x00, 0x6d, 0xfa, 0x7e}}, /* checks of contexts */
};

CUresult cuGetExportTable(const void **table, const CUuuid *id);

static bool is_harmless(const CUuuid *id)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (!memcmp(id, &harmless[i], sizeof *id))
            return true;
    return false;
}

API CUresult cuGetExportTable(const void **table, const CUuuid *id)
{
    CUresult result = CALL(cuGetExportTable, table, id);
    const struct cq_region *region = result == CUDA_SUCCESS && !is_harmless(id) ? cq_region() : NULL;
    if (region)
        cq_add(&region->counters->private_tables, 1);
    return result;
}
