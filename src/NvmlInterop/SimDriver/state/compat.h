/*
 * Binds the few symbols that glibc 2.33 and 2.34 moved or re-versioned to their first versions, so that the libraries load in old images.
 * Included by the compiler's command line before every file of the two libraries.
 */
#ifndef COASTER_SIM_COMPAT_H
#define COASTER_SIM_COMPAT_H

#if defined(__x86_64__)
#define SIM_GLIBC_BASE "GLIBC_2.2.5"
#else
#define SIM_GLIBC_BASE "GLIBC_2.17"
#endif
#define SIM_BASE(name) __asm__(".symver " #name "," #name "@" SIM_GLIBC_BASE)

#if defined(__GLIBC__) || defined(__linux__)
SIM_BASE(dladdr);
SIM_BASE(dlopen);
SIM_BASE(dlsym);
SIM_BASE(pthread_create);
SIM_BASE(pthread_detach);
SIM_BASE(pthread_join);
SIM_BASE(pthread_once);
SIM_BASE(pthread_sigmask);
#endif

#endif
