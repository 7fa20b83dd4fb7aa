using System.CommandLine;
using Coaster.Cli.Machine;
using Coaster.Cli.Output;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Partitioning;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Asking;
using Coaster.Partitioning.Gpus;
using Coaster.Placement.Mig;
using Coaster.Settings;

namespace Coaster.Cli.Mig;

/// <summary><c>coaster mig create</c>: cuts a GPU; all that is asked for is made, or nothing.</summary>
internal static class MigCreateCommand
{
    private static readonly MigFailure Failure = new("cannot create MIG devices");

    public static Command Create()
    {
        var gpu = MigCommand.GpuOption();
        gpu.Required = true;
        var profiles = new Argument<string[]>("PROFILE")
        {
            Description = "Names or numbers of profiles, such as 1g.18gb,3g.71gb; 1c.3g.71gb is a part of a 3g.71gb's compute.",
            Arity = ArgumentArity.OneOrMore,
        };
        var keep = new Option<string[]>("--keep") { Description = "Profiles that must still fit afterwards, and are not made.", HelpName = "PROFILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say where they would go, and make nothing." };
        var command = new Command("create", "Cut MIG devices from a GPU, where they leave the most room.") { gpu, profiles, keep, dryRun };
        command.SetAction(result => Run(
            result.GetRequiredValue(gpu), result.GetRequiredValue(profiles), result.GetValue(keep) ?? [], result.GetValue(dryRun)));
        return command;
    }

    private static int Run(string name, string[] profiles, string[] keep, bool dryRun)
    {
        Failure.RequireRoot();
        var settings = HostSettings.Load();
        // Nobody books while the GPU changes, and nobody else plans on what this is about to take.
        using var alone = new NodeLedger(settings).Begin();
        using var machine = MigMachine.Open(settings.DriverRoot, NoDriver.Mend, Failure);
        var gpu = machine.Find(name);
        var reader = new MigAskReader(gpu, Failure);
        var asked = reader.Read(profiles);
        var slots = Plan(gpu, [.. asked, .. reader.Read(keep)]);
        if (dryRun)
            foreach (var (ask, slot) in asked.Zip(slots))
                Console.Out.WriteLine($"would create {ask.Name} (GPU {gpu.Gpu.Index}, slices {slot})");
        else
            Make(settings, gpu, [.. asked.Zip(slots)]);
        return 0;
    }

    private static void Make(HostSettings settings, MigGpu gpu, IReadOnlyList<(MigAsk Ask, MigSlot Slot)> wanted)
    {
        // Ctrl-C in between would leave half of it.
        using var interruption = new Interruption();
        var made = new MigCreation(gpu, Failure).Create(wanted);
        var now = MachineGpus.Read(settings).Find(gpu.Gpu.Uuid);
        foreach (var ((ask, slot), (instance, compute)) in wanted.Zip(made))
            Console.Out.WriteLine(
                $"created {Uuid(now, instance, compute)} ({ask.Name}, GPU {gpu.Gpu.Index}, GI {instance}, CI {compute}, slices {slot})");
    }

    private static string Uuid(Gpu? gpu, int instance, int compute) =>
        gpu?.Mig.FirstOrDefault(mig => mig.GpuInstance == instance && mig.ComputeInstance == compute)?.Uuid ?? "a MIG device whose UUID the driver does not tell";

    private static IReadOnlyList<MigSlot> Plan(MigGpu gpu, IReadOnlyList<MigAsk> all) =>
        MigPlanner.Plan(gpu.Layout, [.. all.Select(static ask => ask.Profile)]) switch
        {
            MigPlanned planned => planned.Slots,
            MigRefused refused => throw Failure.Of(
                $"{gpu.Name}: {refused.Why}", $"Ask for what would fit ({refused.Offer}), or destroy some: see coaster mig list"),
            _ => throw new InvalidOperationException("the planner answered neither yes nor no"),
        };
}
