#include "module.h"

#include <elf.h>
#include <string.h>

#define FATBIN_WRAPPER 0x466243b1u
#define FATBIN 0xba55ed50u

struct fatbin_wrapper { uint32_t magic, version; const void *data; };
struct fatbin { uint32_t magic; uint16_t version, header; uint64_t size; };

static size_t elf_size(const void *image)
{
    Elf64_Ehdr header;
    memcpy(&header, image, sizeof header);
    return header.e_shoff + (size_t)header.e_shnum * header.e_shentsize;
}

static size_t fatbin_size(const void *image)
{
    struct fatbin header;
    memcpy(&header, image, sizeof header);
    return header.header + header.size;
}

size_t image_size(const void *image)
{
    uint32_t magic = 0;
    struct fatbin_wrapper wrapper;
    size_t length = strnlen(image, sizeof magic);
    memcpy(&magic, image, length);
    if (!memcmp(&magic, ELFMAG, SELFMAG))
        return elf_size(image);
    if (magic == FATBIN)
        return fatbin_size(image);
    if (magic != FATBIN_WRAPPER)
        return strlen(image);
    memcpy(&wrapper, image, sizeof wrapper);
    return fatbin_size(wrapper.data);
}
