namespace Coaster.NvmlInterop.Library;

/// <summary>How NVML writes that something belongs to no MIG instance.</summary>
internal static class MigIds
{
    public static int? OrNull(uint id) => id <= int.MaxValue ? (int)id : null;
}
