using Coaster.Cli.Output;
using Coaster.GpuModel.Inventory;

namespace Coaster.Cli.Gpus;

/// <summary>The GPUs as text for people.</summary>
internal static class GpusText
{
    private const string Healthy = "Healthy", Degraded = "Degraded", Lost = "Lost", Stalled = "Stalled";

    /// <summary>One line for each GPU.</summary>
    public static IEnumerable<string> Table(GpuSnapshot snapshot, bool colour)
    {
        var table = new TextTable("GPU", "MODEL", "UUID", "MEMORY", "USED", "UTIL", "TEMP", "POWER", "NUMA", "MIG", "HEALTH");
        foreach (var gpu in snapshot.Inventory!.Gpus)
        {
            var now = snapshot.Readings.GetValueOrDefault(gpu.Uuid);
            table.Add(
                $"{gpu.Index}", gpu.Model, gpu.Uuid, gpu.MemoryMiB > 0 ? $"{gpu.MemoryMiB}MiB" : null, Unit(now?.UsedMiB, "MiB"), Unit(now?.Utilization, "%"),
                Unit(now?.TemperatureC, "C"), now?.PowerW is { } watts ? $"{watts:0}W" : null, gpu.NumaNode >= 0 ? $"{gpu.NumaNode}" : null,
                Mig(gpu), Health(gpu.Health));
        }

        return table.Lines(colour ? Paint : null);
    }

    /// <summary>The driver, the GPUs, their MIG devices, what can hold shares, the processes on them and how they reach each other.</summary>
    public static IEnumerable<string> Wide(GpuSnapshot snapshot, bool colour)
    {
        var inventory = snapshot.Inventory!;
        return new[] { $"Driver {inventory.DriverVersion}, CUDA {inventory.CudaVersion}", "" }
            .Concat(Table(snapshot, colour))
            .Concat(Section(GpusSections.Mig(inventory), colour))
            .Concat(Section(GpusSections.Tiers(snapshot), colour))
            .Concat(Section(GpusSections.Processes(snapshot), colour))
            .Concat(Section(GpusSections.Topology(snapshot), colour));
    }

    private static IEnumerable<string> Section(TextTable? table, bool colour) =>
        table is null ? [] : table.Lines(colour ? Paint : null).Prepend("");

    private static string? Unit(long? value, string unit) => value is { } number ? $"{number}{unit}" : null;

    private static string? Mig(Gpu gpu) => gpu.MigMode switch
    {
        MigMode.Enabled => $"{gpu.Mig.Count}",
        MigMode.Disabled => "off",
        _ => null,
    };

    private static string Health(GpuHealth health) => health switch
    {
        GpuHealth.Healthy => Healthy,
        GpuHealth.Degraded => Degraded,
        GpuHealth.Stalled => Stalled,
        _ => Lost,
    };

    private static string Paint(int row, string cell) => (row, cell) switch
    {
        (0, _) => Ansi.Bold(cell),
        (_, Healthy) => Ansi.Green(cell),
        (_, Degraded or Stalled) => Ansi.Yellow(cell),
        (_, Lost) => Ansi.Red(cell),
        _ => cell,
    };
}
