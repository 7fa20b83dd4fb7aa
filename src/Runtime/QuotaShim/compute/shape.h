#ifndef COASTER_QUOTA_SHAPE_H
#define COASTER_QUOTA_SHAPE_H

#include "compute.h"

/* The threads of the function's blocks, as cuFuncSetBlockShape set them; the largest block where nobody knows. */
unsigned shape_of(CUfunction function);

#endif
