/*
 * An ordinary CUDA program that tells what it sees and gets, one "key=value" line per fact. Built several times from the same source: linked
 * against libcuda, with dlopen and dlsym alone, through cuGetProcAddress, and as programs that try to get past a quota.
 */
#include "run.h"
#include "../driver/driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MIB ((size_t)1 << 20)

static const struct { const char *name; int takes_name; int (*run)(const struct options *); } commands[] = {
    {"fill", 1, run_fill}, {"info", 0, run_info}, {"spin", 1, run_spin}, {"churn", 0, run_churn}, {"keep", 0, run_keep}, {"start", 0, run_start},
};

int usage(void)
{
    fputs("usage: quota-probe fill PATH [--granule MIB] [--gate FILE] [--hold SECONDS]\n"
          "       quota-probe spin plain|ex|cooperative|graph|mixed [--us N] [--grid BLOCKS] [--seconds S] [--processes P]\n"
          "       quota-probe keep [--granule MIB] [--gate FILE]\n"
          "       quota-probe info | churn [--granule MIB] | start [--processes P]\n", stderr);
    return 2;
}

uint64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int parse(int count, char **words, struct options *options)
{
    for (int i = 0; i < count; i += 2) {
        unsigned long value = i + 1 < count ? strtoul(words[i + 1], NULL, 10) : 0;
        if (!strcmp(words[i], "--granule"))
            options->granule = value * MIB;
        else if (!strcmp(words[i], "--hold") || !strcmp(words[i], "--seconds"))
            options->seconds = (unsigned)value;
        else if (!strcmp(words[i], "--gate"))
            options->gate = words[i + 1];
        else if (!strcmp(words[i], "--us"))
            options->us = (unsigned)value;
        else if (!strcmp(words[i], "--grid"))
            options->grid = (unsigned)value;
        else if (!strcmp(words[i], "--processes"))
            options->processes = (unsigned)value;
        else
            return 0;
    }
    return options->granule && options->us && options->grid && options->processes;
}

static int run(int count, char **words)
{
    struct options options = {.granule = 2 * MIB, .us = 1000, .grid = 132, .processes = 1};
    for (size_t i = 0; count > 1 && i < sizeof commands / sizeof *commands; i++) {
        int first = 2 + commands[i].takes_name;
        if (strcmp(words[1], commands[i].name))
            continue;
        options.name = commands[i].takes_name && count > 2 ? words[2] : NULL;
        if (count < first || !parse(count - first, words + first, &options))
            return usage();
        driver_load();
        return commands[i].run(&options);
    }
    return usage();
}

int main(int count, char **words)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    return run(count, words);
}
