#include "tamper.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int reached; /* attempts that succeeded and should not have */

static void attempt(const char *what, long result)
{
    reached += report(what, result);
}

static void change_file(const char *path)
{
    attempt("open_for_writing", open(path, O_RDWR));
    attempt("truncate", truncate(path, 0));
    attempt("chmod", chmod(path, 0666));
    attempt("unlink", unlink(path));
    attempt("rename", rename(path, "/tmp/away"));
    attempt("replace", rename("/proc/self/comm", path));
}

static void map_writable(void)
{
    int file = open(CQ_LIMITS_PATH, O_RDONLY);
    if (!report("open_for_reading", file))
        return;
    void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    attempt("mmap_writable", at == MAP_FAILED ? -1 : 0);
    at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
    attempt("mprotect_writable", at == MAP_FAILED ? -1 : mprotect(at, 4096, PROT_READ | PROT_WRITE));
    attempt("reopen_for_writing", open("/proc/self/fd/3", O_RDWR));
}

int tamper_files(char **program)
{
    (void)program;
    change_file(CQ_LIMITS_PATH);
    change_file(PRELOAD_PATH);
    map_writable();
    attempt("unlink_counters", unlink(CQ_COUNTERS_PATH));
    attempt("create_beside", open(CQ_FOLDER "/new", O_CREAT | O_WRONLY, 0600));
    attempt("rename_folder", rename(CQ_FOLDER, "/run/away"));
    printf("reached=%d\n", reached);
    return reached != 0;
}

/* Without the administrator's capability all of it is refused; with it, the container could as well unload the driver. */
int tamper_mounts(char **program)
{
    (void)program;
    attempt("umount_preload", umount2(PRELOAD_PATH, MNT_DETACH));
    attempt("umount_limits", umount2(CQ_LIMITS_PATH, MNT_DETACH));
    attempt("umount_folder", umount2(CQ_FOLDER, MNT_DETACH));
    attempt("remount_limits", mount(NULL, CQ_LIMITS_PATH, NULL, MS_REMOUNT | MS_BIND, NULL));
    attempt("remount_preload", mount(NULL, PRELOAD_PATH, NULL, MS_REMOUNT | MS_BIND, NULL));
    attempt("mount_over_preload", mount("/dev/null", PRELOAD_PATH, NULL, MS_BIND, NULL));
    printf("reached=%d\n", reached);
    return reached != 0;
}
