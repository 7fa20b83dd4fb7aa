using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>How busy a GPU was in one sample period.</summary>
/// <param name="TimestampUs">When it ended, in microseconds of the CPU's clock since 1970.</param>
/// <param name="Gpu">The percent of the time in which a kernel ran.</param>
public readonly record struct UtilizationSample(long TimestampUs, int Gpu)
{
    // Utilisation is told as an unsigned int, nvmlValue_t.uiVal.
    internal static UtilizationSample From(nvmlSample_t sample) => new(NativeNumber.Long(sample.timeStamp), NativeNumber.Int(unchecked((uint)sample.sampleValue)));
}
