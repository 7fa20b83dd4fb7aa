using System.Text;
using Coaster.GpuModel;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>The rules of cgroup v1: the file devices.allow takes one rule with every write.</summary>
internal sealed class DevicesAllowFile(string cgroup) : IDeviceRules
{
    internal const string Name = "devices.allow";

    /// <inheritdoc/>
    public void Allow(IReadOnlyList<DeviceRule> rules)
    {
        using var file = File.OpenHandle(Path.Combine(cgroup, Name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var rule in rules)
            Write(file, rule);
    }

    private void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, DeviceRule rule)
    {
        try
        {
            RandomAccess.Write(file, Encoding.ASCII.GetBytes($"{rule}\n"), 0);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CoasterException(
                $"cannot allow the device {rule} in {cgroup}",
                "a cgroup above forbids it, or this process may not change device rules",
                "Run it as root on the host, and allow the device in every cgroup above",
                error);
        }
    }
}
