/* The counters are the container's own to spoil. */
#include "tamper.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static struct cq_counters *map_counters(int *file)
{
    *file = open(CQ_COUNTERS_PATH, O_RDWR);
    if (!report("open_counters", *file))
        exit(1);
    void *at = mmap(NULL, sizeof(struct cq_counters), PROT_READ | PROT_WRITE, MAP_SHARED, *file, 0);
    if (!report("map_counters", at == MAP_FAILED ? -1 : 0))
        exit(1);
    return at;
}

/* True in a child that goes on until its parent, which becomes the program, is dead. */
static int is_helper(void)
{
    pid_t parent = getpid(), child = fork();
    if (child)
        return 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return getppid() == parent ? 1 : (_exit(0), 0);
}

int tamper_cut(char **program)
{
    report("cut", truncate(CQ_COUNTERS_PATH, 0));
    return become(program);
}

int tamper_garbage(char **program)
{
    int file;
    unsigned char *bytes = (unsigned char *)map_counters(&file);
    for (size_t i = 0; i < sizeof(struct cq_counters); i++)
        bytes[i] = (unsigned char)rand();
    return become(program);
}

/* Nobody has taken anything, and the bucket is always full. */
static _Noreturn void forge(struct cq_counters *counters)
{
    for (;;) {
        struct timespec moment = {0, 20000};
        for (size_t slot = 0; slot < CQ_SLOTS; slot++) {
            memset(counters->slot[slot].used, 0, sizeof counters->slot[slot].used);
            memset(counters->slot[slot].estimated, 0, sizeof counters->slot[slot].estimated);
        }
        for (size_t gpu = 0; gpu < CQ_GPUS; gpu++)
            counters->bucket[gpu].level_ns = INT64_MAX / 4;
        counters->gate = 0;
        nanosleep(&moment, NULL);
    }
}

int tamper_forge(char **program)
{
    int file;
    struct cq_counters *counters = map_counters(&file);
    if (is_helper())
        forge(counters);
    return become(program);
}

/* Holds the turn and every slot. */
int tamper_locks(char **program)
{
    int ready[2], file;
    char done = 0;
    map_counters(&file);
    if (pipe(ready))
        return 1;
    if (is_helper()) {
        struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CQ_LOCK_TURN, .l_len = 1 + CQ_SLOTS};
        report("lock", fcntl(file, F_OFD_SETLK, &all));
        if (write(ready[1], &done, 1) == 1)
            pause();
        _exit(0);
    }
    close(file);
    if (read(ready[0], &done, 1) != 1)
        return 1;
    return become(program);
}
