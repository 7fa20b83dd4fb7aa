#include "driver.h"

#include <stdio.h>
#include <stdlib.h>

struct driver cu;

static const char spin_ptx[] = ".version 6.0\n.target sm_50\n.address_size 64\n"
                               ".visible .entry spin_us(.param .u32 us)\n{\n"
                               ".reg .pred %p;\n.reg .u32 %r;\n.reg .u64 %start, %now, %want;\n"
                               "ld.param.u32 %r, [us];\nmul.wide.u32 %want, %r, 1000;\nmov.u64 %start, %globaltimer;\n"
                               "again:\nmov.u64 %now, %globaltimer;\nsub.u64 %now, %now, %start;\n"
                               "setp.lt.u64 %p, %now, %want;\n@%p bra again;\nret;\n}\n";

const char *result_name(CUresult result)
{
    const char *name = NULL;
    if (cu.cuGetErrorName)
        cu.cuGetErrorName(result, &name);
    return name ? name : "unknown";
}

void check(const char *what, CUresult result)
{
    if (result == CUDA_SUCCESS)
        return;
    fflush(stdout);
    fprintf(stderr, "quota-probe: %s: %s (%d)\n", what, result_name(result), result);
    exit(1);
}

void need(const char *name, const void *function)
{
    if (function)
        return;
    fprintf(stderr, "quota-probe: this driver has no %s\n", name);
    exit(3);
}

CUcontext open_context(CUdevice device)
{
    CUcontext context;
    CALL(cuInit, 0);
    CALL(cuDevicePrimaryCtxRetain, &context, device);
    CALL(cuCtxSetCurrent, context);
    return context;
}

CUfunction spin_kernel(void)
{
    CUmodule module;
    CUfunction kernel;
    CALL(cuModuleLoadData, &module, spin_ptx);
    CALL(cuModuleGetFunction, &kernel, module, "spin_us");
    return kernel;
}
