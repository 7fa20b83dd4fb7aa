using Coaster.GpuModel;
using Coaster.LiveRoot.DeviceRules;
using Coaster.Oci;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class ContainerDevicesTests
{
    [FirstVersionFact]
    public void Of_ProcessInACgroup_FindsThatCgroup()
    {
        using var cgroup = new RealCgroup(LiveCgroups.First!);
        using var process = Shell.Start("cat");
        File.WriteAllText(Path.Combine(cgroup.Folder, "cgroup.procs"), $"{process.Id}\n");
        Assert.Equal(cgroup.Folder, ContainerDevices.Of(process.Id).Cgroup);
        process.StandardInput.Close();
        process.WaitForExit();
    }

    [Fact]
    public void Of_NoSuchProcess_IsRefused()
    {
        var error = Assert.Throws<CoasterException>(() => ContainerDevices.Of(int.MaxValue));
        Assert.Contains("cannot change which devices", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_NoCgroup_IsRefused()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<CoasterException>(() => ContainerDevices.At(folder.Path));
        Assert.Contains($"{folder.Path} is no cgroup", error.Message, StringComparison.Ordinal);
        Assert.Throws<CoasterException>(() => ContainerDevices.At("/sys/fs/cgroup/coaster/no-such"));
    }

    [Theory]
    [InlineData('u', 1, 2, "rw")]
    [InlineData('c', -1, 2, "rw")]
    [InlineData('c', 1, -1, "rw")]
    [InlineData('c', 1, 2, "")]
    [InlineData('c', 1, 2, "rx")]
    public void Allow_NoRuleForOneDevice_IsRefused(char type, int major, int minor, string access)
    {
        using var folder = new TempFolder();
        folder.Write("devices.allow", "");
        var devices = ContainerDevices.At(folder.Path);
        var node = new DeviceNode("/dev/x", major, minor, Type: type, Access: access);
        var error = Assert.Throws<CoasterException>(() => devices.Allow([DeviceNodes.Of(0), node]));
        Assert.Contains("cannot allow the device /dev/x", error.Message, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(folder["devices.allow"]));
    }

    [Fact]
    public void Allow_BlockDevice_WritesItsRule()
    {
        using var folder = new TempFolder();
        folder.Write("devices.allow", "");
        ContainerDevices.At(folder.Path).Allow([new DeviceNode("/dev/x", 8, 1, Type: 'b', Access: "mwr")]);
        Assert.Equal("b 8:1 rwm\n", File.ReadAllText(folder["devices.allow"]));
    }
}
