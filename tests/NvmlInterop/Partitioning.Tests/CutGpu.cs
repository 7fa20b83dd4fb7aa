using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Asking;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Layouts;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Tests;

/// <summary>The first GPU of a driver, in short words.</summary>
internal static class CutGpu
{
    private static readonly MigFailure Failure = new("cannot cut it");

    public static Gpu Gpu(this FaultyDriver driver) => driver.Gpus[0];

    public static string? Apply(this FaultyDriver driver, string layout) => driver.Apply(driver.Gpu().Uuid, layout);

    public static string? Apply(this FaultyDriver driver, string uuid, string layout)
    {
        using var machine = driver.Machine();
        return new MigLayoutChange(machine, Failure).Apply(uuid, layout.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Why it was not done.</summary>
    public static string Refusal(this FaultyDriver driver, string layout) => Assert.Throws<CoasterException>(() => driver.Apply(layout)).Message;

    /// <summary>Cuts more out of it, as a person does.</summary>
    public static void Make(this FaultyDriver driver, string profiles)
    {
        using var machine = driver.Machine();
        var gpu = machine.Read(driver.Gpu());
        var asked = new MigAskReader(gpu, Failure).Read(profiles.Split(' '));
        var plan = Assert.IsType<MigPlanned>(MigPlanner.Plan(gpu.Layout, [.. asked.Select(ask => ask.Profile)]));
        new MigCreation(gpu, Failure).Create([.. asked.Zip(plan.Slots)]);
    }

    /// <summary>Makes a GPU instance without any compute instance, as a crash leaves it.</summary>
    public static void MakeOrphan(this FaultyDriver driver, string profile)
    {
        using var machine = driver.Machine();
        var gpu = machine.Read(driver.Gpu());
        Assert.True(gpu.Device.CreateGpuInstance(gpu.KindOf(new MigAskReader(gpu, Failure).TryRead(profile)!.Profile)).IsSuccess);
    }

    /// <summary>All there is of it: <c>off</c>, or <c>on</c> and each GPU instance with its slices and its MIG devices.</summary>
    public static string State(this FaultyDriver driver, int index = 0)
    {
        using var machine = driver.Machine();
        var known = driver.Gpus[index];
        if (known.MigMode != MigMode.Enabled)
            return "off";
        var gpu = machine.Read(known);
        return string.Join(' ', gpu.Parts.OrderBy(part => part.Slot.Start).Select(Words).Prepend("on"));

        string Words(MigPart part) => $"{gpu.ProfileOf(part)}@{part.Slot}[{string.Join(',', part.Computes.Select(compute => gpu.DeviceOf(part, compute)?.Profile))}]";
    }

    private static MigMachine Machine(this FaultyDriver driver) => MigMachine.Open(driver.Root, "Mend it", Failure);
}
