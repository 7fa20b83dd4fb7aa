/* A user namespace of its own gives every capability inside it: enough to put an empty file over the list of preloaded libraries. */
#include "tamper.h"

#include <sched.h>
#include <sys/mount.h>

int tamper_namespace(char **program)
{
    if (!report("unshare", unshare(CLONE_NEWUSER | CLONE_NEWNS)))
        return 1;
    report("umount_preload", umount2(PRELOAD_PATH, MNT_DETACH));
    report("remount_limits", mount(0, CQ_LIMITS_PATH, 0, MS_REMOUNT | MS_BIND, 0));
    if (!report("mount_over_preload", mount("/dev/null", PRELOAD_PATH, 0, MS_BIND, 0)))
        return 1;
    return become(program);
}
