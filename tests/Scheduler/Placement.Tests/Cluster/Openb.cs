using System.Globalization;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Tests.Cluster;

/// <summary>Nodes and pods of Alibaba's GPU trace of 2023 (https://github.com/alibaba/clusterdata), in thousandths of GPUs.</summary>
internal static class Openb
{
    private const int Pods = 8152;

    /// <summary>How many pods, processors in thousandths, GPUs, thousandths of each.</summary>
    private const string Classes = """
        1047 3152 1 810
        874 11300 1 1000
        599 11400 1 1000
        470 3152 1 1000
        388 11908 1 470
        366 12500 0 0
        360 8000 1 470
        326 12000 1 1000
        290 32000 0 0
        255 18708 1 1000
        237 11908 1 650
        232 4000 1 320
        195 9810 1 1000
        185 8000 0 0
        164 8000 1 1000
        159 4000 1 1000
        158 15700 1 1000
        153 11908 1 1000
        150 16000 1 1000
        122 4000 1 230
        120 15400 0 0
        120 6000 1 460
        95 16500 0 0
        93 14200 1 1000
        84 24200 1 1000
        75 3152 1 590
        72 8000 1 320
        72 4152 1 550
        55 11900 1 1000
        54 4000 1 160
        45 4152 1 370
        43 4000 1 220
        41 8200 1 1000
        36 15200 1 1000
        31 4152 1 810
        """;

    /// <summary>The target workload of the default trace.</summary>
    public static PodMix Mix { get; } = new([.. Classes.Split('\n').Select(Read)], Pods);

    /// <summary>A pod, with so many thousandths of each of its GPUs.</summary>
    public static PodShape Pod(int cpuMilli, int gpus, int milli = GpuRoom.WholeMilli, int memoryMiB = 0) =>
        new(cpuMilli, memoryMiB, gpus, gpus == 0 ? default : milli == GpuRoom.WholeMilli ? GpuNeed.Whole : GpuNeed.Share(milli, 0), ModelSet.Any);

    /// <summary>A node, with GPUs of a thousand parts.</summary>
    public static NodeCapacity Node(int cpuMilli, int gpus, int model = 0, int memoryMiB = 0) =>
        new(cpuMilli, memoryMiB, model, [.. Enumerable.Repeat(GpuRoom.WholeMilli, gpus)]);

    /// <summary>A node on which so much is free, beside one that has as much as any of the trace.</summary>
    public static ClusterRoom Cluster(int freeCpuMilli, params int[] freeMilli)
    {
        var cluster = new ClusterRoom([Node(freeCpuMilli, freeMilli.Length), Node(128_000, 8)]);
        for (var gpu = 0; gpu < freeMilli.Length; gpu++)
            if (freeMilli[gpu] < GpuRoom.WholeMilli)
                cluster.Take(0, Pod(0, 1, GpuRoom.WholeMilli - freeMilli[gpu]), 1u << gpu);
        return cluster;
    }

    private static PodClass Read(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), word => int.Parse(word, CultureInfo.InvariantCulture));
        return new PodClass(Pod(numbers[1], numbers[2], numbers[3]), numbers[0]);
    }
}
