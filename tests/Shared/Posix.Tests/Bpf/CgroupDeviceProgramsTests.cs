using Coaster.Posix.Bpf;
using Coaster.Testing;

namespace Coaster.Posix.Tests.Bpf;

public sealed class CgroupDeviceProgramsTests
{
    [BpfFact]
    public void Attached_NewCgroup_IsEmpty()
    {
        using var cgroup = new TestCgroup();
        Assert.Empty(cgroup.Programs.Attached().Ids);
    }

    [BpfFact]
    public void Attach_MoreThanOneQueryHolds_ListsThemAll()
    {
        using var cgroup = new TestCgroup();
        for (var count = 0; count < 64; count++)
            Attach(cgroup, BpfAttachMode.Multiple);
        Assert.Equal((BpfAttachMode.Multiple, 64), (cgroup.Programs.Attached().Mode, cgroup.Programs.Attached().Ids.Distinct().Count()));
        Assert.Subset(cgroup.Programs.Effective().Ids.ToHashSet(), cgroup.Programs.Attached().Ids.ToHashSet());
    }

    [BpfFact]
    public void Attach_SingleTwice_ReplacesTheFirst()
    {
        using var cgroup = new TestCgroup();
        Attach(cgroup, BpfAttachMode.Single);
        var first = cgroup.Programs.Attached().Ids;
        Attach(cgroup, BpfAttachMode.Single);
        Assert.NotEqual(first, cgroup.Programs.Attached().Ids);
        Assert.Equal((BpfAttachMode.Single, 1), (cgroup.Programs.Attached().Mode, first.Count));
    }

    [BpfFact]
    public void Attach_AnotherModeThanTheFirst_IsRefused()
    {
        using var cgroup = new TestCgroup();
        Attach(cgroup, BpfAttachMode.Overridable);
        Assert.Equal(Errno.EPERM, Assert.Throws<PosixException>(() => Attach(cgroup, BpfAttachMode.Multiple)).Errno);
    }

    [BpfFact]
    public void Replace_OneOfTwo_KeepsTheOther()
    {
        using var cgroup = new TestCgroup();
        Attach(cgroup, BpfAttachMode.Multiple);
        Attach(cgroup, BpfAttachMode.Multiple);
        var before = cgroup.Programs.Attached().Ids;
        using var old = DeviceProgram.Open(before[0]);
        using var program = DeviceProgram.Load(DeviceProgramTests.Always(0), "coaster_test");
        cgroup.Programs.Replace(old, program);
        var after = cgroup.Programs.Attached().Ids;
        Assert.Equal((2, before[1]), (after.Count, after[1]));
        Assert.DoesNotContain(before[0], after);
    }

    [BpfFact]
    public void Replace_NotAttached_IsNotFound()
    {
        using var cgroup = new TestCgroup();
        Attach(cgroup, BpfAttachMode.Multiple);
        using var other = DeviceProgram.Load(DeviceProgramTests.Always(0), "coaster_test");
        using var program = DeviceProgram.Load(DeviceProgramTests.Always(1), "coaster_test");
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => cgroup.Programs.Replace(other, program)).Errno);
        Assert.Single(cgroup.Programs.Attached().Ids);
    }

    [BpfFact]
    public void Attached_NoCgroup_IsRefused()
    {
        using var folder = new TempFolder();
        using var programs = CgroupDevicePrograms.Open(folder.Path);
        Assert.Throws<PosixException>(programs.Attached);
    }

    [Fact]
    public void Open_NoSuchFolder_IsNotFound() =>
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => CgroupDevicePrograms.Open("/sys/fs/cgroup/no/such")).Errno);

    private static void Attach(TestCgroup cgroup, BpfAttachMode mode)
    {
        using var program = DeviceProgram.Load(DeviceProgramTests.Always(1), "coaster_test");
        cgroup.Programs.Attach(program, mode);
    }
}
