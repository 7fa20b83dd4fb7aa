using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Processes;

/// <summary>How busy one process kept a GPU in one sample period, in percent.</summary>
/// <param name="Pid">Its PID in the caller's PID namespace.</param>
/// <param name="TimestampUs">When, in microseconds of the CPU's clock since 1970.</param>
/// <param name="Sm">Of the multiprocessors.</param>
/// <param name="Memory">Of the memory's bandwidth.</param>
/// <param name="Encoder">Of the video encoders.</param>
/// <param name="Decoder">Of the video decoders.</param>
public readonly record struct ProcessUtilization(int Pid, long TimestampUs, int Sm, int Memory, int Encoder, int Decoder)
{
    internal static ProcessUtilization From(nvmlProcessUtilizationInfo_v1_t item) => new(
        NativeNumber.Int(item.pid), NativeNumber.Long(item.timeStamp), NativeNumber.Int(item.smUtil), NativeNumber.Int(item.memUtil),
        NativeNumber.Int(item.encUtil), NativeNumber.Int(item.decUtil));

    internal static ProcessUtilization From(nvmlProcessUtilizationSample_t item) => new(
        NativeNumber.Int(item.pid), NativeNumber.Long(item.timeStamp), NativeNumber.Int(item.smUtil), NativeNumber.Int(item.memUtil),
        NativeNumber.Int(item.encUtil), NativeNumber.Int(item.decUtil));
}
