using Coaster.Posix;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>What helps when the kernel refuses.</summary>
internal static class Mend
{
    private const int E2BIG = 7;

    internal static string For(Exception error) => error switch
    {
        PosixException { Errno: Errno.EPERM or Errno.EACCES } =>
            "Run it as root on the host; before Linux 5.11 the limit on locked memory (ulimit -l) has to be raised too",
        PosixException { Errno: Errno.ENOSYS } => "The kernel has to be built with CONFIG_CGROUP_BPF",
        PosixException { Errno: E2BIG } => "The container has too many device rules: give it fewer",
        PosixException { Errno: Errno.ENOENT } =>
            "Its device rules are held by a link or do not stand still: give the container its GPU through its engine's settings",
        _ => "See whether the container still runs, and mend what the system says",
    };
}
