using Coaster.Cli.Output;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Cli.Gpus;

/// <summary>What the wide form adds to the table of GPUs; null where there is nothing to add.</summary>
internal static class GpusSections
{
    public static TextTable? Mig(NodeInventory inventory)
    {
        if (inventory.Gpus.All(static gpu => gpu.Mig.Count == 0))
            return null;
        var table = new TextTable("MIG", "PROFILE", "UUID", "MEMORY", "GI", "CI");
        foreach (var gpu in inventory.Gpus)
            foreach (var mig in gpu.Mig)
                table.Add($"{gpu.Index}:{mig.Index}", mig.Profile, mig.Uuid, $"{mig.MemoryMiB}MiB", $"{mig.GpuInstance}", $"{mig.ComputeInstance}");
        return table;
    }

    public static TextTable? Tiers(GpuSnapshot snapshot)
    {
        if (snapshot.Tiers.Count == 0)
            return null;
        var table = new TextTable("GPU", "TIERS");
        foreach (var gpu in snapshot.Inventory!.Gpus)
            table.Add($"{gpu.Index}", snapshot.Tiers.TryGetValue(gpu.Uuid, out var tiers) ? string.Join(' ', tiers.Select(static tier => tier.Word())) : null);
        return table;
    }

    public static TextTable? Processes(GpuSnapshot snapshot)
    {
        if (snapshot.Processes.Count == 0)
            return null;
        var table = new TextTable("GPU", "PID", "PROCESS", "TYPE", "USED", "GI", "CI");
        foreach (var (process, name) in snapshot.Processes)
            table.Add(
                $"{snapshot.Inventory!.Find(process.GpuUuid)?.Index}", $"{process.Pid}", name, process.IsGraphics ? "G" : "C",
                process.UsedMiB is { } used ? $"{used}MiB" : null, $"{process.GpuInstance}", $"{process.ComputeInstance}");
        return table;
    }

    public static TextTable? Topology(GpuSnapshot snapshot)
    {
        if (snapshot.Topology is not { Links.Count: > 1 } topology)
            return null;
        var table = new TextTable([.. topology.Links.Select(static (_, index) => $"GPU{index}").Prepend("TOPOLOGY"), "CPUS", "NUMA"]);
        for (var row = 0; row < topology.Links.Count; row++)
            table.Add([$"GPU{row}", .. topology.Links[row].Select((link, column) => column == row ? "X" : $"{link}"),
                Ranges(topology.Cpus[row]), Numa(snapshot.Inventory!, row)]);
        return table;
    }

    /// <summary>Numbers as the kernel writes sets of CPUs: <c>0-31,64-95</c>.</summary>
    internal static string Ranges(IReadOnlyList<int> sorted)
    {
        var ranges = new List<string>();
        for (var start = 0; start < sorted.Count;)
        {
            var end = start;
            while (end + 1 < sorted.Count && sorted[end + 1] == sorted[end] + 1)
                end++;
            ranges.Add(end == start ? $"{sorted[start]}" : $"{sorted[start]}-{sorted[end]}");
            start = end + 1;
        }

        return string.Join(',', ranges);
    }

    private static string? Numa(NodeInventory inventory, int index) =>
        inventory.Gpus.FirstOrDefault(gpu => gpu.Index == index) is { NumaNode: >= 0 } gpu ? $"{gpu.NumaNode}" : null;
}
