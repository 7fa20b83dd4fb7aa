using Coaster.GpuModel;
using Coaster.LiveRoot.DeviceRules;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class DevicesAllowFileTests : IDisposable
{
    private readonly DeviceNodes _nodes = new();

    [FirstVersionFact]
    public void Allow_CgroupThatForbids_AllowsThatDeviceAndNoOther()
    {
        using var cgroup = Container();
        Assert.Equal(DeviceNodes.Forbidden, cgroup.Open(_nodes[0]));
        ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0), DeviceNodes.Of(2, "r")]);
        Assert.Equal((DeviceNodes.Allowed, DeviceNodes.Forbidden), (cgroup.Open(_nodes[0]), cgroup.Open(_nodes[1])));
        Assert.Equal((DeviceNodes.Allowed, DeviceNodes.Forbidden), (cgroup.Open(_nodes[2], "<"), cgroup.Open(_nodes[2], ">")));
    }

    [FirstVersionFact]
    public void Allow_Again_ChangesNothing()
    {
        using var cgroup = Container();
        var devices = ContainerDevices.At(cgroup.Folder);
        devices.Allow([DeviceNodes.Of(0)]);
        devices.Allow([DeviceNodes.Of(0), DeviceNodes.Of(0)]);
        Assert.Equal("c 1000:0 rw\n", File.ReadAllText(Path.Combine(cgroup.Folder, "devices.list")));
    }

    [FirstVersionFact]
    public void Allow_CgroupAboveForbids_SaysSo()
    {
        using var above = Container();
        using var cgroup = above.Below();
        var error = Assert.Throws<CoasterException>(() => ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(7)]));
        Assert.Contains("device c 1000:7 rw in", error.Message, StringComparison.Ordinal);
        Assert.Contains("above", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _nodes.Dispose();

    private static RealCgroup Container()
    {
        var cgroup = new RealCgroup(LiveCgroups.First!);
        File.WriteAllText(Path.Combine(cgroup.Folder, "devices.deny"), "a\n");
        return cgroup;
    }
}
