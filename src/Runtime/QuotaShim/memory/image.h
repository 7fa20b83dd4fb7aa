/* How large a module's code is, by its image: a file in memory of which only the beginning says how long it is. */
#ifndef COASTER_QUOTA_IMAGE_H
#define COASTER_QUOTA_IMAGE_H

#include <stdint.h>

/* ELF, fat binary, its wrapper, or text; 0: none of them. */
uint64_t cq_image_size(const void *image);
/* Of a file; 0: there is none. */
uint64_t cq_image_file_size(const char *path);

#endif
