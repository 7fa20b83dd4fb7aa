#include "check.h"
const struct test resolve_tests[] = {{NULL, NULL}};
