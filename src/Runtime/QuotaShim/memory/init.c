#include "../region/process.h"

API CUresult cuInit(unsigned flags)
{
    struct cq_process *process = cq_process();
    enum cq_state state = cq_map(process);
    if (state == CQ_UNUSABLE)
        return CUDA_ERROR_SYSTEM_DRIVER_MISMATCH;
    if (state == CQ_MAPPED)
        cq_slot(process);
    return cq_real(FN_cuInit) ? CALL(cuInit, flags) : CUDA_ERROR_NO_DEVICE;
}
