#include "shared.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LABEL_MAGIC 0x3152414853534fuLL
#define PAGE 4096

/* By its number: the C library has a name for it only since 2.27. */
static int new_file(void)
{
    return (int)syscall(SYS_memfd_create, "coaster-sim", 1u /* close on exec */);
}

bool shared_new(struct shared *shared, const struct cuda_device *device, size_t size, uint64_t charged)
{
    struct sim_share_name name;
    int fd = new_file();
    if (fd < 0)
        return false;
    if (ftruncate(fd, (off_t)(size + PAGE)) || !sim_share_new(&cuda, cuda_slot, device->gpu, device->gi, charged, &name)) {
        close(fd);
        return false;
    }
    *shared = (struct shared){fd, {LABEL_MAGIC, size, name, "", device->gi, device->ci}};
    memcpy(shared->label.gpu_uuid, device->uuid, sizeof shared->label.gpu_uuid);
    if (pwrite(fd, &shared->label, sizeof shared->label, (off_t)size) == (ssize_t)sizeof shared->label)
        return true;
    shared_end(shared);
    return false;
}

bool shared_map(const struct shared *shared, void *at, size_t size, size_t offset)
{
    return mmap(at, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED | MAP_NORESERVE, shared->fd, (off_t)offset) != MAP_FAILED;
}

/* Copies the pages that were ever touched: bits 62 and 63 of a word of pagemap say that there is one. */
static bool copy_touched(int map, int fd, const char *at, size_t size)
{
    uint64_t word[512];
    for (size_t done = 0; done < size; done += sizeof word / sizeof *word * PAGE) {
        ssize_t got = pread(map, word, sizeof word, (off_t)(((uintptr_t)at + done) / PAGE * sizeof *word));
        for (ssize_t i = 0; i < got / (ssize_t)sizeof *word; i++) {
            size_t page = done + (size_t)i * PAGE;
            if (page < size && word[i] >> 62 && pwrite(fd, at + page, size - page < PAGE ? size - page : PAGE, (off_t)page) < 0)
                return false;
        }
        if (got <= 0)
            return false;
    }
    return true;
}

bool shared_take_over(const struct shared *shared, void *at, size_t size)
{
    int map = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    bool copied = map >= 0 && copy_touched(map, shared->fd, at, size);
    if (map >= 0)
        close(map);
    return copied && shared_map(shared, at, (size + PAGE - 1) / PAGE * PAGE, 0);
}

void shared_end(struct shared *shared)
{
    sim_share_end(&cuda, cuda_slot, &shared->label.name);
    close(shared->fd);
    shared->fd = -1;
}

static bool read_label(int fd, struct shared_label *label)
{
    off_t size = lseek(fd, 0, SEEK_END);
    bool read = size > PAGE && pread(fd, label, sizeof *label, size - PAGE) == (ssize_t)sizeof *label;
    return read && label->magic == LABEL_MAGIC && label->size == (uint64_t)size - PAGE;
}

static CUdevice ordinal_of(const struct shared_label *label)
{
    for (CUdevice ordinal = 0; ordinal < cuda_device_total(); ordinal++)
        if (!strncmp(cuda_device(ordinal)->uuid, label->gpu_uuid, sizeof label->gpu_uuid))
            return ordinal;
    return -1;
}

CUresult shared_import(int fd, struct shared *shared, CUdevice *ordinal)
{
    struct shared_label label;
    if (!read_label(fd, &label))
        return CUDA_ERROR_INVALID_VALUE;
    *ordinal = ordinal_of(&label);
    if (*ordinal < 0)
        return CUDA_ERROR_INVALID_DEVICE;
    if (!sim_loan_open(&cuda, cuda_slot, &label.name))
        return CUDA_ERROR_OUT_OF_MEMORY;
    *shared = (struct shared){fd, label};
    return CUDA_SUCCESS;
}

void shared_close(struct shared *shared)
{
    sim_loan_close(&cuda, cuda_slot, &shared->label.name);
    close(shared->fd);
    shared->fd = -1;
}

struct ticket {
    uint64_t magic;
    struct sim_share_name name;
    int fd;
};

void shared_ticket(const struct shared *shared, void *ticket)
{
    struct ticket mine = {LABEL_MAGIC, shared->label.name, shared->fd};
    memset(ticket, 0, 64);
    memcpy(ticket, &mine, sizeof mine);
}

bool shared_is_mine(const void *bytes)
{
    struct ticket ticket;
    memcpy(&ticket, bytes, sizeof ticket);
    return ticket.magic == LABEL_MAGIC && ticket.name.slot == (uint32_t)cuda_slot && sim_share_maker(&cuda, &ticket.name) == getpid();
}

CUresult shared_open_ticket(const void *bytes, struct shared *shared, CUdevice *ordinal)
{
    struct ticket ticket;
    char path[64];
    memcpy(&ticket, bytes, sizeof ticket);
    pid_t maker = ticket.magic == LABEL_MAGIC ? sim_share_maker(&cuda, &ticket.name) : 0;
    if (!maker)
        return CUDA_ERROR_INVALID_VALUE;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)maker, ticket.fd);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return CUDA_ERROR_INVALID_VALUE;
    CUresult result = shared_import(fd, shared, ordinal);
    if (result == CUDA_SUCCESS && shared->label.name.key == ticket.name.key)
        return CUDA_SUCCESS;
    if (result == CUDA_SUCCESS)
        shared_close(shared);
    else
        close(fd);
    return result == CUDA_SUCCESS ? CUDA_ERROR_INVALID_VALUE : result;
}
