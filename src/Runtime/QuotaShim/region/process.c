#include "process.h"
#include "kernel.h"

#include <string.h>

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#endif

_Atomic(struct cq_process *) cq_current_process;
_Atomic(bool) cq_known_by_pid;
/* Where there is no memory to be had. */
static struct cq_process spare;

static struct cq_process *make(void)
{
    struct cq_process *made = kernel_map(sizeof *made, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1), *none = NULL;
    if (!made)
        made = &spare;
    bool cleared = made != &spare && !kernel_advise(made, sizeof *made, MADV_WIPEONFORK);
    if (!cleared) {
        atomic_store(&made->pid, kernel_pid());
        atomic_store(&cq_known_by_pid, true);
    }
    if (atomic_compare_exchange_strong(&cq_current_process, &none, made))
        return made;
    if (made != &spare)
        kernel_unmap(made, sizeof *made);
    return none;
}

static struct cq_process *renew(struct cq_process *process)
{
    if (atomic_load(&cq_known_by_pid) && atomic_load(&process->pid) != kernel_pid()) {
        memset((void *)process, 0, sizeof *process);
        atomic_store(&process->pid, kernel_pid());
    }
    atomic_store_explicit(&process->alive, 1, memory_order_release);
    return process;
}

struct cq_process *cq_begin_process(void)
{
    struct cq_process *process = atomic_load_explicit(&cq_current_process, memory_order_acquire);
    return renew(process ? process : make());
}

void *cq_memory(size_t bytes)
{
    void *made = kernel_map(bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    if (made)
        kernel_advise(made, bytes, MADV_DONTFORK);
    return made;
}
