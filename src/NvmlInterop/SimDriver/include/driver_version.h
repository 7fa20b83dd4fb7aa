/* The driver that is simulated. The Makefile reads the version from here for the names of the files. */
#ifndef COASTER_SIM_DRIVER_VERSION_H
#define COASTER_SIM_DRIVER_VERSION_H

#define SIM_DRIVER_VERSION "570.172.08"
#define SIM_CUDA_VERSION 12080

#endif
