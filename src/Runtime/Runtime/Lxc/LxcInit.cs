using System.Globalization;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Runtime.Lxc;

/// <summary>
/// Finds the container's first process from inside its namespaces. LXC has not mounted the container's own /proc yet, so that of the machine
/// is still there, with the machine's numbers.
/// </summary>
internal static class LxcInit
{
    private const int MaxAncestors = 16;

    /// <summary>The process that is number 1 in the namespace of this one.</summary>
    /// <exception cref="CoasterException">There is none: the container shares the machine's process ids.</exception>
    internal static ProcessIdentity Find()
    {
        var pid = Path.GetFileName(new FileInfo("/proc/self").LinkTarget ?? "");
        for (var i = 0; i < MaxAncestors && Status(pid) is var (numbers, parent) && numbers.Length > 1; i++)
        {
            if (numbers[^1] == "1" && ProcessIdentity.Of(int.Parse(pid, CultureInfo.InvariantCulture)) is { } init)
                return init;
            pid = parent;
        }

        throw new CoasterException(
            "cannot serve the container", "it has no process namespace of its own, and nothing would tell when it is over", "Take pid out of lxc.namespace.keep");
    }

    private static (string[] Numbers, string Parent) Status(string pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/status");
        return (Field("NSpid:").Split('\t', StringSplitOptions.RemoveEmptyEntries), Field("PPid:").Trim());

        string Field(string name) => lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
    }
}
