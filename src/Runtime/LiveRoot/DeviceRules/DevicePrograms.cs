using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Posix.Bpf;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// The rules of cgroup v2: programs, all of which must allow a device. Each one of the cgroup that forbids a wanted device gives way to one
/// that allows it and else does the same, at once: at no moment is there none. Nothing is replaced before everything is loaded.
/// A manager that builds its program anew, as systemd does at a reload, knows nothing of it.
/// </summary>
internal sealed class DevicePrograms(string cgroup) : IDeviceRules
{
    private const string Name = "coaster_devices";
    private const int Attempts = 32;

    /// <inheritdoc/>
    public void Allow(IReadOnlyList<DeviceRule> rules)
    {
        using var programs = CgroupDevicePrograms.Open(cgroup);
        for (var attempt = 1; !TryAllow(programs, rules, attempt == Attempts); attempt++)
        {
        }

        CheckAbove(programs, rules);
    }

    /// <summary>Does it, or gives false when the programs were changed by somebody else in between.</summary>
    private bool TryAllow(CgroupDevicePrograms programs, IReadOnlyList<DeviceRule> rules, bool last)
    {
        var attached = programs.Attached();
        var changes = new List<ProgramChange>();
        try
        {
            foreach (var id in attached.Ids)
                if (Prepare(id, rules) is { } change)
                    changes.Add(change);
            changes.ForEach(change => change.Make(programs, attached.Mode));
            return true;
        }
        catch (PosixException error) when (error.Errno == Errno.ENOENT && !last)
        {
            return false;
        }
        finally
        {
            changes.ForEach(change => change.Dispose());
        }
    }

    private ProgramChange? Prepare(uint id, IReadOnlyList<DeviceRule> rules)
    {
        var old = DeviceProgram.Open(id);
        try
        {
            var program = old.ReadInstructions(out var usesMaps) ?? throw CannotTakeOver(id, "the kernel does not show it to this process");
            var missing = rules.Where(rule => DeviceProgramRun.Allows(program, rule) != true).ToList();
            if (missing.Count > 0)
            {
                var copy = ForeignProgram.TryCopy(program, usesMaps, out var why) ?? throw CannotTakeOver(id, why);
                var change = new ProgramChange(old, DeviceProgram.Load(DevicePrologue.Before(copy, missing), Name));
                old = null;
                return change;
            }

            return null;
        }
        finally
        {
            old?.Dispose();
        }
    }

    /// <summary>The programs of the cgroups above decide too, and belong to others.</summary>
    private void CheckAbove(CgroupDevicePrograms programs, IReadOnlyList<DeviceRule> rules)
    {
        foreach (var program in programs.Effective().Ids.Select(TryRead).OfType<BpfInstruction[]>())
            foreach (var rule in rules)
                if (DeviceProgramRun.Allows(program, rule) == false)
                    throw new CoasterException(
                        $"cannot allow the device {rule} in {cgroup}",
                        "a cgroup above forbids it",
                        "Allow it there too, in the settings of whatever made that cgroup");
    }

    private static BpfInstruction[]? TryRead(uint id)
    {
        try
        {
            using var program = DeviceProgram.Open(id);
            return program.ReadInstructions(out _);
        }
        catch (PosixException)
        {
            // Gone meanwhile, or kept from us by a security module: the device may be allowed all the same.
            return null;
        }
    }

    private CoasterException CannotTakeOver(uint id, string why) => new(
        $"cannot allow devices in {cgroup}",
        $"its device program {id} cannot be taken over: {why}",
        "Give the container its GPU through its engine's settings (a CDI device, or --device) instead");
}
