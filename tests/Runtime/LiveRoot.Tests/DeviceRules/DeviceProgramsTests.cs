using Coaster.GpuModel;
using Coaster.LiveRoot.DeviceRules;
using Coaster.Oci;
using Coaster.Posix.Bpf;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class DeviceProgramsTests : IDisposable
{
    private readonly DeviceNodes _nodes = new();

    [SecondVersionTheory]
    [InlineData(BpfAttachMode.Multiple, false)]
    [InlineData(BpfAttachMode.Multiple, true)]
    [InlineData(BpfAttachMode.Single, false)]
    [InlineData(BpfAttachMode.Overridable, true)]
    public void Allow_ProgramThatForbids_AllowsThatDeviceAndNoOther(BpfAttachMode mode, bool systemd)
    {
        using var cgroup = new RealCgroup(LiveCgroups.Second!);
        cgroup.Attach(systemd ? ForeignPrograms.OfSystemd(ForeignPrograms.Defaults) : ForeignPrograms.OfRunc(ForeignPrograms.Defaults), mode);
        Assert.Equal((DeviceNodes.Forbidden, ""), (cgroup.Open(_nodes[0]), cgroup.Open(_nodes.Null)));
        ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0), DeviceNodes.Of(2)]);
        Assert.Equal((DeviceNodes.Allowed, DeviceNodes.Allowed), (cgroup.Open(_nodes[0]), cgroup.Open(_nodes[2])));
        Assert.Equal((DeviceNodes.Forbidden, DeviceNodes.Forbidden), (cgroup.Open(_nodes[1]), cgroup.Open(_nodes.Zero)));
        Assert.Equal("", cgroup.Open(_nodes.Null));
        Assert.Equal(mode, cgroup.Mode);
        Assert.Single(cgroup.Programs);
    }

    [SecondVersionFact]
    public void Allow_ReadingOnly_ForbidsWriting()
    {
        using var cgroup = Container();
        ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0, "r")]);
        Assert.Equal(
            (DeviceNodes.Allowed, DeviceNodes.Forbidden, DeviceNodes.Forbidden),
            (cgroup.Open(_nodes[0], "<"), cgroup.Open(_nodes[0], ">"), cgroup.Open(_nodes[0])));
    }

    [SecondVersionFact]
    public void Allow_TwoProgramsThatForbid_ReplacesBoth()
    {
        using var cgroup = Container().Attach(ForeignPrograms.Always(0), BpfAttachMode.Multiple);
        ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0)]);
        Assert.Equal((DeviceNodes.Allowed, DeviceNodes.Forbidden), (cgroup.Open(_nodes[0]), cgroup.Open(_nodes[1])));
        Assert.Equal(2, cgroup.Programs.Count);
    }

    [SecondVersionFact]
    public void Allow_Again_LeavesTheProgram()
    {
        using var cgroup = Container();
        var devices = ContainerDevices.At(cgroup.Folder);
        devices.Allow([DeviceNodes.Of(0), DeviceNodes.Of(1)]);
        var programs = cgroup.Programs;
        devices.Allow([DeviceNodes.Of(1), DeviceNodes.Of(0, "r"), new DeviceNode("/dev/null", 1, 3)]);
        Assert.Equal(programs, cgroup.Programs);
    }

    [SecondVersionFact]
    public void Allow_NoProgram_AttachesNone()
    {
        using var cgroup = new RealCgroup(LiveCgroups.Second!);
        ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0)]);
        Assert.Empty(cgroup.Programs);
    }

    [SecondVersionFact]
    public void Allow_OneProgramCannotBeTakenOver_ReplacesNone()
    {
        using var cgroup = Container().Attach(ForeignPrograms.Calling(), BpfAttachMode.Multiple);
        var programs = cgroup.Programs;
        var error = Assert.Throws<CoasterException>(() => ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(0)]));
        Assert.Contains($"its device program {programs[1]} cannot be taken over: it calls functions", error.Message, StringComparison.Ordinal);
        Assert.Equal(programs, cgroup.Programs);
    }

    [SecondVersionFact]
    public void Allow_CgroupAboveForbids_SaysSo()
    {
        using var above = Container();
        using var cgroup = above.Below();
        var programs = above.Programs;
        var error = Assert.Throws<CoasterException>(() => ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(7)]));
        Assert.Contains("device c 1000:7 rw in", error.Message, StringComparison.Ordinal);
        Assert.Contains("above", error.Message, StringComparison.Ordinal);
        Assert.Equal(programs, above.Programs);
    }

    [SecondVersionFact]
    public void Allow_ManyDevices_PassesTheVerifier()
    {
        using var cgroup = Container();
        ContainerDevices.At(cgroup.Folder).Allow([.. Enumerable.Range(0, 1000).Select(minor => DeviceNodes.Of(minor))]);
        Assert.Equal(
            (DeviceNodes.Allowed, DeviceNodes.Allowed, DeviceNodes.Forbidden),
            (cgroup.Open(_nodes[0]), cgroup.Open(_nodes[999]), cgroup.Open(_nodes[1000])));
    }

    [SecondVersionFact]
    public void Allow_SeveralAtOnce_LosesNone()
    {
        using var cgroup = Container();
        var four = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        Parallel.For(0, 8, four, minor => ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(minor)]));
        Assert.All(Enumerable.Range(0, 8), minor => Assert.Equal(DeviceNodes.Allowed, cgroup.Open(_nodes[minor])));
        Assert.Equal(DeviceNodes.Forbidden, cgroup.Open(_nodes[8]));
    }

    [SecondVersionTheory]
    [InlineData(BpfAttachMode.Multiple)]
    [InlineData(BpfAttachMode.Single)]
    public void Allow_WhileDevicesAreOpened_IsNeverWithoutRules(BpfAttachMode mode)
    {
        using var cgroup = new RealCgroup(LiveCgroups.Second!);
        cgroup.Attach(ForeignPrograms.OfRunc(ForeignPrograms.Defaults), mode);
        var going = _nodes.File("going");
        File.WriteAllText(going, "");
        using var opener = Shell.Start("sh", "-c", Opener, "sh", cgroup.Folder, _nodes.Null, _nodes.Zero, going);
        Assert.Equal("started", opener.StandardOutput.ReadLine());
        try
        {
            for (var minor = 0; minor < 200; minor++)
                ContainerDevices.At(cgroup.Folder).Allow([DeviceNodes.Of(minor)]);
        }
        finally
        {
            File.Delete(going);
        }

        Assert.Equal("ended", opener.StandardOutput.ReadToEnd().Trim());
        opener.WaitForExit();
        Assert.Equal(DeviceNodes.Allowed, cgroup.Open(_nodes[199]));
    }

    public void Dispose() => _nodes.Dispose();

    /// <summary>Opens one device that is allowed and one that is not, while there is a file, and tells of every surprise.</summary>
    private const string Opener =
        """
        exec 2>/dev/null
        echo $$ >"$1/cgroup.procs" || exit
        echo started
        while [ -e "$4" ]
        do
          true <"$2" || echo refused
          true <"$3" && echo opened
        done
        echo ended
        """;

    private static RealCgroup Container() =>
        new RealCgroup(LiveCgroups.Second!).Attach(ForeignPrograms.OfRunc(ForeignPrograms.Defaults), BpfAttachMode.Multiple);
}
