namespace Coaster.ClusterState.Demands;

/// <summary>What a pod needs besides GPUs, as kube-scheduler counts it.</summary>
/// <param name="CpuMilli">Processors, in thousandths.</param>
/// <param name="MemoryMiB">Host memory in MiB, rounded up.</param>
public readonly record struct HostNeed(int CpuMilli, int MemoryMiB)
{
    /// <summary>Both together.</summary>
    public HostNeed Plus(HostNeed other) => new(Sum(CpuMilli, other.CpuMilli), Sum(MemoryMiB, other.MemoryMiB));

    /// <summary>Of either the larger.</summary>
    public HostNeed Or(HostNeed other) => new(Math.Max(CpuMilli, other.CpuMilli), Math.Max(MemoryMiB, other.MemoryMiB));

    /// <summary>Pods may ask for any amount; no node has more than this.</summary>
    private static int Sum(int one, int other) => (int)Math.Min((long)one + other, int.MaxValue);
}
