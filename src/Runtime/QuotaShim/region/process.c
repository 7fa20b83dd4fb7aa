#include "process.h"
#include "kernel.h"

#include <string.h>

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#endif

static _Atomic(struct cq_process *) current;
/* Where there is no memory to be had, or none that fork clears, the pid tells a child. */
static struct cq_process spare;
static _Atomic(bool) by_pid;

static struct cq_process *make(void)
{
    struct cq_process *made = kernel_map(sizeof *made, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1), *none = NULL;
    if (!made)
        made = &spare;
    bool cleared = made != &spare && !kernel_advise(made, sizeof *made, MADV_WIPEONFORK);
    if (!cleared) {
        atomic_store(&made->pid, kernel_pid());
        atomic_store(&by_pid, true);
    }
    if (atomic_compare_exchange_strong(&current, &none, made))
        return made;
    if (made != &spare)
        kernel_unmap(made, sizeof *made);
    return none;
}

static struct cq_process *renew(struct cq_process *process)
{
    if (atomic_load(&by_pid) && atomic_load(&process->pid) != kernel_pid()) {
        memset((void *)process, 0, sizeof *process);
        atomic_store(&process->pid, kernel_pid());
    }
    atomic_store_explicit(&process->alive, 1, memory_order_release);
    return process;
}

struct cq_process *cq_process(void)
{
    struct cq_process *process = atomic_load_explicit(&current, memory_order_acquire);
    if (!process)
        process = make();
    bool known = atomic_load_explicit(&process->alive, memory_order_acquire) && !atomic_load_explicit(&by_pid, memory_order_relaxed);
    return known ? process : renew(process);
}

void *cq_memory(size_t bytes)
{
    void *made = kernel_map(bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    if (made)
        kernel_advise(made, bytes, MADV_DONTFORK);
    return made;
}

const struct cq_region *cq_region(void)
{
    struct cq_process *process = cq_process();
    return cq_map(process) == CQ_MAPPED ? &process->region : NULL;
}
