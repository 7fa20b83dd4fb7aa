#include "charge.h"

/* Below this the driver puts several allocations into one granule. */
#define SMALL (1 << 20)
#define ALIGNMENT 512

static struct cq_gpu_account *account_of(int gpu)
{
    return &cq_process()->account[gpu];
}

/* The growth of the shared granules by so many bytes. */
static uint64_t growth(int gpu, uint64_t from, uint64_t by)
{
    return cq_round(gpu, from + by) - cq_round(gpu, from);
}

/* The reservation is made under the lock: what others then find to fit into a granule has to be charged already. */
static bool begin_small(struct cq_charge *charge)
{
    struct cq_gpu_account *account = account_of(charge->gpu);
    cq_lock(&account->small_lock);
    bool fits = cq_reserve(charge->gpu, growth(charge->gpu, account->small_bytes, charge->bytes));
    if (fits)
        account->small_bytes += charge->bytes;
    cq_unlock(&account->small_lock);
    return fits;
}

static uint64_t end_small(const struct cq_charge *charge)
{
    struct cq_gpu_account *account = account_of(charge->gpu);
    cq_lock(&account->small_lock);
    account->small_bytes -= charge->bytes;
    uint64_t shrunk = growth(charge->gpu, account->small_bytes, charge->bytes);
    cq_unlock(&account->small_lock);
    return shrunk;
}

HOT bool cq_charge_begin(struct cq_charge *charge, uint64_t size)
{
    charge->small = size < SMALL;
    charge->bytes = charge->small ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : cq_round(charge->gpu, size);
    return charge->small ? begin_small(charge) : cq_reserve(charge->gpu, charge->bytes);
}

HOT CUresult cq_charge_end(struct cq_charge *charge, CUresult result, uint64_t key)
{
    charge->key = key;
    if (result == CUDA_SUCCESS) {
        /* Without memory for the table it stays charged until the process ends. */
        cq_table_add(charge);
        cq_keep(charge->gpu);
        return result;
    }
    cq_undo(charge->gpu, charge->small ? end_small(charge) : charge->bytes);
    return result;
}

HOT void cq_charge_drop(const struct cq_charge *charge)
{
    cq_give_back(charge->gpu, charge->small ? end_small(charge) : charge->bytes);
    if (charge->elsewhere)
        cq_may_be_elsewhere(-(int64_t)charge->bytes);
}

static bool ends_with(const struct cq_charge *entry, const void *context)
{
    return entry->context == context;
}

void cq_charges_end_with(CUcontext context)
{
    struct cq_charge ended;
    size_t from = 0;
    while (context && cq_table_take_one(ends_with, context, &from, &ended)) {
        if (ended.kind == CQ_MODULE)
            cq_estimate_ended(ended.gpu, ended.bytes);
        else
            cq_charge_drop(&ended);
    }
}
