using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>Asks for a profile of GPU instances in the newest of the three forms that the driver knows.</summary>
internal static unsafe class GpuProfileQuery
{
    public static NvmlResult<MigInstanceProfile> Read(NvmlFunctions native, nint device, uint kind)
    {
        var third = ReadV3(native, device, kind);
        if (!IsUnknownVersion(third))
            return third;
        var second = ReadV2(native, device, kind);
        return IsUnknownVersion(second) ? ReadV1(native, device, kind) : second;
    }

    // A driver that does not know the struct answers one of these; a GPU without that profile answers "not supported".
    private static bool IsUnknownVersion(NvmlResult<MigInstanceProfile> result) =>
        result.Status is NvmlStatus.FunctionNotFound or NvmlStatus.ArgumentVersionMismatch or NvmlStatus.InvalidArgument;

    private static NvmlResult<MigInstanceProfile> ReadV3(NvmlFunctions native, nint device, uint kind)
    {
        var info = new nvmlGpuInstanceProfileInfo_v3_t { version = NvmlConstants.NVML_STRUCT_VERSION<nvmlGpuInstanceProfileInfo_v3_t>(3) };
        var status = native.nvmlDeviceGetGpuInstanceProfileInfoV(device, kind, &info);
        return NvmlResult.Of(status, Profile(kind, info.id, NativeText.Read(info.name, TextSize), info.sliceCount,
            info.instanceCount, info.multiprocessorCount, info.copyEngineCount, info.memorySizeMB));
    }

    private static NvmlResult<MigInstanceProfile> ReadV2(NvmlFunctions native, nint device, uint kind)
    {
        var info = new nvmlGpuInstanceProfileInfo_v2_t { version = NvmlConstants.NVML_STRUCT_VERSION<nvmlGpuInstanceProfileInfo_v2_t>(2) };
        var status = native.nvmlDeviceGetGpuInstanceProfileInfoV(device, kind, &info);
        return NvmlResult.Of(status, Profile(kind, info.id, NativeText.Read(info.name, TextSize), info.sliceCount,
            info.instanceCount, info.multiprocessorCount, info.copyEngineCount, info.memorySizeMB));
    }

    private static NvmlResult<MigInstanceProfile> ReadV1(NvmlFunctions native, nint device, uint kind)
    {
        nvmlGpuInstanceProfileInfo_t info = default;
        var status = native.nvmlDeviceGetGpuInstanceProfileInfo(device, kind, &info);
        return NvmlResult.Of(status, Profile(kind, info.id, "", info.sliceCount,
            info.instanceCount, info.multiprocessorCount, info.copyEngineCount, info.memorySizeMB));
    }

    private const int TextSize = NvmlConstants.NVML_DEVICE_NAME_V2_BUFFER_SIZE;

    private static MigInstanceProfile Profile(
        uint kind, uint id, string name, uint slices, uint instances, uint multiprocessors, uint copyEngines, ulong memory) => new(
        (int)kind, NativeNumber.Int(id), MigInstanceProfile.ShortName(name), NativeNumber.Int(slices), NativeNumber.Int(instances),
        NativeNumber.Int(multiprocessors), NativeNumber.Int(copyEngines), NativeNumber.Long(memory));
}
