/* The drivers that are simulated. The Makefile reads the versions from here for the names of the files. */
#ifndef COASTER_SIM_DRIVER_VERSION_H
#define COASTER_SIM_DRIVER_VERSION_H

#define SIM_DRIVER_VERSION "570.172.08"
#define SIM_CUDA_VERSION 12080

/* The newer one, which holds cgroups to memory limits. */
#define SIM_LIMITS_DRIVER_VERSION "615.71.09"
#define SIM_LIMITS_CUDA_VERSION 13040

#endif
