/* Coaster's own failures: one line, exit status 125. */
#ifndef COASTER_SIM_FAIL_H
#define COASTER_SIM_FAIL_H

__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *format, ...);

#endif
