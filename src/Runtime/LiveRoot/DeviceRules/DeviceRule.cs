using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>That one device may be opened, or made, in the ways that are named; all values are concrete ones.</summary>
/// <param name="Kind">The device's type, as <c>struct bpf_cgroup_dev_ctx</c> of linux/bpf.h counts it.</param>
/// <param name="Major">The major number.</param>
/// <param name="Minor">The minor number.</param>
/// <param name="Access">The ways, as bits of the same structure.</param>
internal readonly record struct DeviceRule(int Kind, int Major, int Minor, int Access)
{
    internal const int BPF_DEVCG_DEV_BLOCK = 1;
    internal const int BPF_DEVCG_DEV_CHAR = 2;
    internal const int BPF_DEVCG_ACC_MKNOD = 1;
    internal const int BPF_DEVCG_ACC_READ = 2;
    internal const int BPF_DEVCG_ACC_WRITE = 4;

    /// <summary>The rule for a device of a container.</summary>
    /// <exception cref="CoasterException">The device is none that a rule can name.</exception>
    internal static DeviceRule Of(DeviceNode node)
    {
        var isOne = KindOf(node.Type) > 0 && node.Major >= 0 && node.Minor >= 0
            && node.Access.Length > 0 && node.Access.All(letter => BitOf(letter) > 0);
        return isOne
            ? new DeviceRule(KindOf(node.Type), node.Major, node.Minor, node.Access.Aggregate(0, (bits, letter) => bits | BitOf(letter)))
            : throw new CoasterException(
                $"cannot allow the device {node.Path}",
                $"'{node.Type} {node.Major}:{node.Minor} {node.Access}' is no rule for one device",
                "Give it the type c or b, its numbers, and any of r, w and m");
    }

    /// <summary>Every request that the rule allows on its own: an open asks for reading, for writing, or for both at once.</summary>
    internal IEnumerable<DeviceRule> Requests()
    {
        for (var bits = 1; bits <= Access; bits++)
            if ((bits & ~Access) == 0)
                yield return this with { Access = bits };
    }

    /// <summary>The rule as cgroup v1 writes it, such as <c>c 195:0 rw</c>.</summary>
    public override string ToString() => $"{(Kind == BPF_DEVCG_DEV_BLOCK ? 'b' : 'c')} {Major}:{Minor} {Letters}";

    private string Letters
    {
        get
        {
            var access = Access;
            return string.Concat("rwm".Where(letter => (access & BitOf(letter)) != 0));
        }
    }

    private static int KindOf(char type) => type switch
    {
        'b' => BPF_DEVCG_DEV_BLOCK,
        'c' => BPF_DEVCG_DEV_CHAR,
        _ => 0,
    };

    private static int BitOf(char letter) => letter switch
    {
        'm' => BPF_DEVCG_ACC_MKNOD,
        'r' => BPF_DEVCG_ACC_READ,
        'w' => BPF_DEVCG_ACC_WRITE,
        _ => 0,
    };
}
