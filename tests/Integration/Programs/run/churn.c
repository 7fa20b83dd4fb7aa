/* Takes and gives back memory in every size until it is killed. */
#include "../driver/driver.h"
#include "run.h"

#include <stdio.h>

#define HELD 16

int run_churn(const struct options *options)
{
    CUdeviceptr held[HELD] = {0};
    open_context(0);
    for (size_t i = 0;; i++) {
        CUdeviceptr *at = &held[i % HELD];
        if (*at)
            CALL(cuMemFree, *at);
        *at = 0;
        TRY(cuMemAlloc, at, options->granule * (1 + i % 7));
        if (i == HELD)
            puts("churning");
    }
}
