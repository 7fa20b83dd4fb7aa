#include "image.h"
#include "../region/kernel.h"

#include <elf.h>
#include <stddef.h>
#include <string.h>

#define FAT_WRAPPER 0x466243b1u
#define FAT_BINARY 0xba55ed50u
#define MOST_TEXT (256u << 20)
#define MOST_CODE (4ull << 30)

struct fat_wrapper {
    uint32_t magic, version;
    const void *binary;
    const void *file;
};

struct fat_header {
    uint32_t magic;
    uint16_t version, header_size;
    uint64_t size;
};

struct fat_entry {
    uint16_t kind, unknown;
    uint32_t header_size;
    uint64_t size;
};

static uint64_t elf_size(const Elf64_Ehdr *header)
{
    uint64_t sections = header->e_shoff + (uint64_t)header->e_shnum * header->e_shentsize;
    uint64_t parts = header->e_phoff + (uint64_t)header->e_phnum * header->e_phentsize;
    uint64_t end = sections > parts ? sections : parts;
    return end < MOST_CODE ? end : 0; /* no such code: the driver will say so */
}

/* One image for each architecture: the largest of them is what is loaded at most. */
static uint64_t fat_size(const struct fat_header *header)
{
    uint64_t largest = 0, at = 0;
    const char *entries = (const char *)header + header->header_size;
    while (at + sizeof(struct fat_entry) <= header->size) {
        const struct fat_entry *entry = (const struct fat_entry *)(entries + at);
        if (entry->header_size < sizeof *entry || entry->size > header->size)
            break;
        uint64_t whole = entry->header_size + entry->size;
        largest = whole > largest ? whole : largest;
        at += whole;
    }
    return header->header_size + (largest ? largest : header->size);
}

uint64_t cq_image_size(const void *image)
{
    uint32_t magic = 0;
    if (!image)
        return 0;
    memcpy(&magic, image, strnlen(image, sizeof magic));
    if (magic == FAT_WRAPPER)
        return cq_image_size(((const struct fat_wrapper *)image)->binary);
    if (magic == FAT_BINARY)
        return fat_size(image);
    if (!memcmp(&magic, ELFMAG, SELFMAG))
        return elf_size(image);
    return strnlen(image, MOST_TEXT);
}

uint64_t cq_image_file_size(const char *path)
{
    int fd = path ? kernel_open(path, O_RDONLY) : -1;
    if (fd < 0)
        return 0;
    int64_t size = kernel_end_of(fd);
    kernel_close(fd);
    return size > 0 ? (uint64_t)size : 0;
}
