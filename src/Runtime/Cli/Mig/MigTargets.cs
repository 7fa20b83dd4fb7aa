using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Partitioning;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Gpus;

namespace Coaster.Cli.Mig;

/// <summary>Finds what a person wants destroyed.</summary>
internal sealed class MigTargets(MigMachine machine, MigFailure failure)
{
    /// <summary>Everything on a GPU.</summary>
    public IReadOnlyList<MigTarget> All(string name)
    {
        var gpu = machine.Find(name);
        return [.. gpu.Parts.Select(part => new MigTarget(gpu, part, part.Computes))];
    }

    /// <summary>The MIG devices of the names.</summary>
    /// <exception cref="CoasterException">One of them is none.</exception>
    public IReadOnlyList<MigTarget> Named(IEnumerable<string> names) =>
    [
        .. names.Select(Resolve).Distinct().GroupBy(static found => found.Gpu)
            .Select(found => (Gpu: machine.Read(found.Key), Devices: found.Select(static entry => entry.Mig).ToList()))
            .SelectMany(static found => found.Gpu.Parts.Select(part => Part(found.Gpu, part, found.Devices)))
            .Where(static target => target.Computes.Count > 0),
    ];

    private static MigTarget Part(MigGpu gpu, MigPart part, IReadOnlyList<MigDevice> devices) => new(
        gpu, part, [.. part.Computes.Where(compute => devices.Any(mig => mig.GpuInstance == part.Info.Id && mig.ComputeInstance == compute.Id))]);

    private (Gpu Gpu, MigDevice Mig) Resolve(string name) => new DeviceName(name).Resolve(machine.Inventory) switch
    {
        (var gpu, { } mig) => (gpu, mig),
        (var gpu, null) => throw failure.Of($"{name} is a whole GPU", $"For all of its MIG devices: coaster mig destroy --gpu {gpu.Index} --all"),
        null => throw failure.Of($"there is no MIG device {name}", MigFailure.SeeList),
    };
}
