#include "simctl.h"
#include "fail.h"
#include "../state/mig.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: coaster-simctl create STATE PROFILES_DIR h200:8,t4:2 [--mig] [--driver VERSION]\n"
                            "       coaster-simctl set STATE GPU FIELD=VALUE...     GPU: an index or a UUID\n"
                            "       coaster-simctl show STATE                       key=value lines, one block per GPU\n"
                            "       coaster-simctl users STATE                      one line per process that has initialised CUDA\n"
                            "       coaster-simctl caps STATE DRIVER_ROOT           writes the capability files of the MIG instances\n";

static void open_state(struct sim *sim, const char *path)
{
    switch (sim_open_path(sim, path)) {
    case SIM_OK:
        return;
    case SIM_DENIED:
        fail("cannot open the simulated driver's state: %s: permission denied. Run as root.", path);
    case SIM_MISMATCH:
        fail("cannot read the simulated driver's state: %s: not a state of this version. Run `coaster sim down --force` and `coaster sim up`.", path);
    default:
        fail("cannot open the simulated driver's state: %s: no such file. Run `coaster sim up`.", path);
    }
}

static void write_caps(struct sim *sim, const char *root)
{
    snprintf(sim->root, sizeof sim->root, "%s", root);
    for (uint32_t index = 0; index < sim_gpu_count(sim); index++)
        if (sim_gpu(sim, index)->mig_current)
            sim_caps_write(sim, sim_gpu(sim, index));
}

static int run_on_state(int count, char **words)
{
    static struct sim sim;
    open_state(&sim, words[2]);
    if (!strcmp(words[1], "show"))
        show_state(&sim);
    else if (!strcmp(words[1], "users"))
        show_users(&sim);
    else if (!strcmp(words[1], "caps") && count == 4)
        write_caps(&sim, words[3]);
    else if (!strcmp(words[1], "set") && count >= 5)
        set_fields(&sim, words[3], words + 4, count - 4);
    else
        fail("cannot understand the command: `%s` with %d words. Run coaster-simctl without words for the usage.", words[1], count - 1);
    return 0;
}

static void create(int count, char **words)
{
    const char *driver = NULL;
    bool mig = false, understood = count >= 5;
    for (int i = 5; understood && i < count; i++) {
        if (!strcmp(words[i], "--mig"))
            mig = true;
        else if (!strcmp(words[i], "--driver") && i + 1 < count)
            driver = words[++i];
        else
            understood = false;
    }
    if (!understood)
        fail("cannot understand the command: create takes STATE PROFILES_DIR GPUS [--mig] [--driver VERSION]. Run coaster-simctl without words for the usage.");
    create_state(words[2], words[3], words[4], driver, mig);
}

int main(int count, char **words)
{
    if (count < 3) {
        fputs(usage, stderr);
        return 125;
    }
    if (strcmp(words[1], "create"))
        return run_on_state(count, words);
    create(count, words);
    return 0;
}
