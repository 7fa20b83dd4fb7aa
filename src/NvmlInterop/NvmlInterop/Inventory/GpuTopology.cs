namespace Coaster.NvmlInterop.Inventory;

/// <summary>How the GPUs of a node reach each other.</summary>
/// <param name="Links">For each GPU by its index its way to each other one; null on the diagonal and where a GPU does not answer.</param>
/// <param name="Cpus">For each GPU the CPUs nearest to it; empty where the driver does not tell.</param>
public sealed record GpuTopology(IReadOnlyList<IReadOnlyList<GpuLink?>> Links, IReadOnlyList<IReadOnlyList<int>> Cpus);
