using Coaster.LiveRoot.DeviceRules;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class DeviceCgroupTests
{
    private const string Tmpfs = "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755";
    private const string Pids = "39 31 0:36 / /sys/fs/cgroup/pids rw,relatime shared:9 - cgroup cgroup rw,pids";
    private const string Devices = "36 31 0:33 / /sys/fs/cgroup/devices rw,relatime shared:8 master:3 - cgroup cgroup rw,devices";
    private const string Unified = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate";

    [Theory]
    [InlineData("5:devices:/docker/4c5f\n0::/system.slice", "/sys/fs/cgroup/devices/docker/4c5f")]
    [InlineData("0::/x\n7:cpu,devices:/a:b", "/sys/fs/cgroup/devices/a:b")]
    [InlineData("5:devices:/", "/sys/fs/cgroup/devices")]
    [InlineData("8:pids:/p\n0::/system.slice/docker-4c5f.scope", "/sys/fs/cgroup/unified/system.slice/docker-4c5f.scope")]
    [InlineData("1:name=devices:/x\n0::/y", "/sys/fs/cgroup/unified/y")]
    [InlineData("0::/", "/sys/fs/cgroup/unified")]
    [InlineData("0::/../other", null)]
    [InlineData("5:devices:/a/../../b", null)]
    [InlineData("8:pids:/p", null)]
    [InlineData("", null)]
    [InlineData("nonsense\n::\n0:", null)]
    public void FolderOf_Process_IsItsDeviceCgroup(string cgroups, string? expected) =>
        Assert.Equal(expected, DeviceCgroup.FolderOf(cgroups.Split('\n'), [Tmpfs, Pids, Devices, Unified]));

    [Fact]
    public void FolderOf_HierarchyNotMounted_IsNone()
    {
        Assert.Null(DeviceCgroup.FolderOf(["5:devices:/x", "0::/y"], [Tmpfs, Pids, Unified]));
        Assert.Null(DeviceCgroup.FolderOf(["0::/y"], [Tmpfs, Pids, Devices]));
    }

    [Theory]
    [InlineData("/docker/4c5f", "/docker/4c5f/init", "/cg/init")]
    [InlineData("/docker/4c5f", "/docker/4c5f", "/cg")]
    [InlineData("/docker/4c5f", "/docker/4c5f0", null)]
    [InlineData("/docker/4c5f", "/", null)]
    [InlineData("/a\\040b", "/a b/c", "/cg/c")]
    public void FolderOf_PartOfAHierarchyMounted_IsBelowIt(string root, string cgroup, string? expected) =>
        Assert.Equal(expected, DeviceCgroup.FolderOf([$"0::{cgroup}"], [$"41 31 0:38 {root} /cg rw - cgroup2 cgroup2 rw"]));

    [Theory]
    [InlineData("/c\\040g\\134", "/c g\\/x")]
    [InlineData("/c\\04", "/c\\04/x")]
    [InlineData("/c\\8", "/c\\8/x")]
    public void FolderOf_EscapedMountPoint_IsUnescaped(string point, string expected) =>
        Assert.Equal(expected, DeviceCgroup.FolderOf(["0::/x"], [$"41 31 0:38 / {point} rw - cgroup2 cgroup2 rw"]));

    [Theory]
    [InlineData("")]
    [InlineData("- - - -")]
    [InlineData("41 31 0:38 / /cg rw - cgroup2")]
    [InlineData("41 31 0:38 / /cg rw - cgroup2 cgroup2")]
    [InlineData("41 31 0:38 / /cg rw cgroup2 cgroup2 rw")]
    public void TryParse_BrokenLine_IsNone(string line) => Assert.Null(CgroupMount.TryParse(line));
}
