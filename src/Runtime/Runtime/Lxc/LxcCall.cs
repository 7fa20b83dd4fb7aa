using System.Globalization;
using Coaster.GpuModel;

namespace Coaster.Runtime.Lxc;

/// <summary>What LXC tells a hook: by arguments NAME SECTION TYPE, or with lxc.hook.version 1 by env.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Type">The hook's type, such as <c>mount</c>.</param>
/// <param name="RootMount">Where the root is mounted, as LXC says it; null when it does not.</param>
/// <param name="InitPid">The container's first process, as LXC says it.</param>
internal sealed record LxcCall(string Name, string Type, string? RootMount, string? InitPid)
{
    /// <summary>The container's id in the ledger; the prefix keeps it apart from those of other engines.</summary>
    internal string Id => "lxc-" + Name;

    /// <summary>Where the container's root is mounted.</summary>
    /// <exception cref="CoasterException">LXC does not say.</exception>
    internal string Root => RootMount is ['/', ..]
        ? RootMount
        : throw Missing("LXC_ROOTFS_MOUNT is not set");

    /// <summary>The container's first process on this machine.</summary>
    /// <exception cref="CoasterException">LXC does not say.</exception>
    internal int Pid => int.TryParse(InitPid, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        ? pid
        : throw Missing("LXC_PID is not set");

    /// <summary>Reads the call.</summary>
    /// <exception cref="CoasterException">It is none.</exception>
    internal static LxcCall Read(string[] args)
    {
        var name = Variable("LXC_NAME") ?? args.ElementAtOrDefault(0);
        var type = Variable("LXC_HOOK_TYPE") ?? args.ElementAtOrDefault(2);
        return name is not null && type is not null && Identifiers.IsName("lxc-" + name)
            ? new LxcCall(name, type, Variable("LXC_ROOTFS_MOUNT"), Variable("LXC_PID"))
            : throw Missing("neither the arguments nor LXC_NAME and LXC_HOOK_TYPE name a container and a hook");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static CoasterException Missing(string why) =>
        new("cannot serve the container", why, "This program is LXC's hook; see: coaster lxc-hook --help");
}
