namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>A kind of GPU instance or compute instance that can be made.</summary>
/// <param name="Kind">The number that NVML lists it under, one of <c>NVML_GPU_INSTANCE_PROFILE_…</c> or its like for compute instances.</param>
/// <param name="Id">The number that it is made with, such as 19 for <c>1g.18gb</c>.</param>
/// <param name="Name">The name as CUDA writes it, such as <c>1g.18gb</c>, or null where the driver is too old to tell.</param>
/// <param name="Slices">Its compute slices.</param>
/// <param name="MaxInstances">How many of them an empty GPU, or an empty GPU instance, has room for.</param>
/// <param name="Multiprocessors">Its multiprocessors.</param>
/// <param name="CopyEngines">Its copy engines, or those that it shares.</param>
/// <param name="MemoryMiB">Its memory in MiB; 0 for a compute instance, which shares that of its GPU instance.</param>
public sealed record MigInstanceProfile(
    int Kind, int Id, string? Name, int Slices, int MaxInstances, int Multiprocessors, int CopyEngines, long MemoryMiB)
{
    /// <summary>NVML writes <c>MIG 1g.18gb</c>; CUDA and people leave the first word away.</summary>
    internal static string? ShortName(string name) =>
        name.Length == 0 ? null : name.StartsWith("MIG ", StringComparison.Ordinal) ? name[4..] : name;
}
