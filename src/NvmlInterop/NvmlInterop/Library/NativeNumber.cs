namespace Coaster.NvmlInterop.Library;

/// <summary>Unsigned numbers of a driver as the signed ones of .NET; what does not fit becomes the largest that does.</summary>
internal static class NativeNumber
{
    public static int Int(uint value) => (int)Math.Min(value, int.MaxValue);

    public static long Long(ulong value) => (long)Math.Min(value, long.MaxValue);

    /// <summary>The number, or null for NVML_VALUE_NOT_AVAILABLE.</summary>
    public static long? LongOrNull(ulong value) => value == Native.NvmlConstants.NVML_VALUE_NOT_AVAILABLE ? null : Long(value);
}
