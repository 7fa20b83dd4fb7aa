using Coaster.Posix;
using Coaster.Posix.Bpf;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>A cgroup of this machine, gone after the test, and processes that go into it by themselves.</summary>
internal sealed class RealCgroup : IDisposable
{
    private const int RemoveAttempts = 1000;

    public RealCgroup(string hierarchy)
    {
        Folder = Path.Combine(hierarchy, $"coaster-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>The ids of the device programs at this cgroup.</summary>
    public IReadOnlyList<uint> Programs
    {
        get
        {
            using var programs = CgroupDevicePrograms.Open(Folder);
            return programs.Attached().Ids;
        }
    }

    /// <summary>The mode in which they are attached.</summary>
    public BpfAttachMode Mode
    {
        get
        {
            using var programs = CgroupDevicePrograms.Open(Folder);
            return programs.Attached().Mode;
        }
    }

    public RealCgroup Attach(BpfInstruction[] instructions, BpfAttachMode mode)
    {
        using var programs = CgroupDevicePrograms.Open(Folder);
        using var program = DeviceProgram.Load(instructions, "coaster_test");
        programs.Attach(program, mode);
        return this;
    }

    /// <summary>A cgroup below, which goes first.</summary>
    public RealCgroup Below() => new(Folder);

    /// <summary>What a process in the cgroup is told when it opens a device: nothing when that went well.</summary>
    /// <param name="node">The device's path.</param>
    /// <param name="direction"><c>&lt;</c> to read, <c>&gt;</c> to write, <c>&lt;&gt;</c> for both.</param>
    public string Open(string node, string direction = "<>")
    {
        var run = ProgramRun.Run("sh", ["-c", $"echo $$ >'{Folder}/cgroup.procs' && true {direction}'{node}'"], ("LC_ALL", "C"));
        return run.ExitCode == 0 ? "" : run.Error.Trim().Split(": ")[^1];
    }

    /// <summary>The kernel counts a process for a moment longer than it lives, and tells nobody when the moment is over.</summary>
    public void Dispose()
    {
        for (var attempt = 1; !TryRemove(attempt == RemoveAttempts); attempt++)
            Pause.For(5);
    }

    private bool TryRemove(bool last)
    {
        try
        {
            Directory.Delete(Folder);
            return true;
        }
        catch (IOException) when (!last)
        {
            return false;
        }
    }
}
