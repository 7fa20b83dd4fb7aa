using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Users;

namespace Coaster.Partitioning.Layouts;

/// <summary>
/// Brings a GPU that nobody uses to exactly the MIG devices that are asked for, or to none with its MIG mode off. What a crash left of an earlier
/// change is no obstacle. Who calls it has the node's ledger to itself, and has seen that nobody is booked there.
/// </summary>
/// <param name="machine">The GPUs, read while the ledger was the caller's.</param>
/// <param name="failure">How a failure is told.</param>
public sealed class MigLayoutChange(MigMachine machine, MigFailure failure)
{
    /// <summary>Does it; a GPU that is so already is not touched, and one where it does not succeed is left as it was.</summary>
    /// <param name="uuid">The GPU.</param>
    /// <param name="profiles">The devices' profiles, such as <c>1g.18gb</c>, in any order; empty for none.</param>
    /// <returns>Why this GPU can never be cut like that, as a sentence for people without its full stop; null when it is.</returns>
    /// <exception cref="CoasterException">It cannot be changed now, because somebody uses it or the driver refuses.</exception>
    public string? Apply(string uuid, IReadOnlyList<string> profiles)
    {
        var known = machine.Inventory.Find(uuid) ?? throw failure.NoGpu(uuid, machine.Inventory);
        var gpu = machine.Look(known);
        if (known.MigMode == MigMode.Unsupported)
            return profiles.Count == 0 ? null : $"{gpu.Name} cannot be cut: its model, or its driver, has no MIG";
        var mode = new MigSwitch(machine, known, failure);
        if (IsSo(gpu, mode, profiles))
            return null;
        MigProcesses.RequireNone(gpu, failure);
        var before = new MigBefore(machine, gpu, mode, failure);
        try
        {
            return Change(gpu, mode, profiles) is { } never ? never + before.Restore() : null;
        }
        catch (CoasterException error)
        {
            throw failure.Of(error.Why + before.Restore(), error.Mend);
        }
    }

    private static bool IsSo(MigGpu gpu, MigSwitch mode, IReadOnlyList<string> profiles) => profiles.Count == 0
        ? mode.IsOff
        : mode.IsOn
            && gpu.Parts.All(static part => part.Computes.Count > 0)
            && gpu.Gpu.Mig.Select(static mig => mig.Profile).Order(StringComparer.Ordinal).SequenceEqual(profiles.Order(StringComparer.Ordinal));

    private string? Change(MigGpu gpu, MigSwitch mode, IReadOnlyList<string> profiles)
    {
        if (profiles.Count == 0)
        {
            MigDestruction.RunAll(gpu, failure);
            mode.Turn(on: false);
            return null;
        }

        // Most drivers tell the profiles only while the mode is on.
        mode.Turn(on: true);
        var now = machine.Look(gpu.Gpu);
        var (wanted, never) = new MigLayoutPlan(now, failure).Of(profiles);
        if (never is not null)
            return never;
        MigDestruction.RunAll(now, failure);
        new MigCreation(now, failure).Create(wanted);
        return null;
    }
}
