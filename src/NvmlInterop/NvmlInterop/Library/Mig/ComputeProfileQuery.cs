using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>Asks for a profile of compute instances in the newest of the three forms that the driver knows.</summary>
internal static unsafe class ComputeProfileQuery
{
    private const uint Engines = NvmlConstants.NVML_COMPUTE_INSTANCE_ENGINE_PROFILE_SHARED;
    private const int TextSize = NvmlConstants.NVML_DEVICE_NAME_V2_BUFFER_SIZE;

    public static NvmlResult<MigInstanceProfile> Read(NvmlFunctions native, nint gpuInstance, uint kind)
    {
        var third = ReadV3(native, gpuInstance, kind);
        if (!IsUnknownVersion(third))
            return third;
        var second = ReadV2(native, gpuInstance, kind);
        return IsUnknownVersion(second) ? ReadV1(native, gpuInstance, kind) : second;
    }

    private static bool IsUnknownVersion(NvmlResult<MigInstanceProfile> result) =>
        result.Status is NvmlStatus.FunctionNotFound or NvmlStatus.ArgumentVersionMismatch or NvmlStatus.InvalidArgument;

    private static NvmlResult<MigInstanceProfile> ReadV3(NvmlFunctions native, nint gpuInstance, uint kind)
    {
        var info = new nvmlComputeInstanceProfileInfo_v3_t
        {
            version = NvmlConstants.NVML_STRUCT_VERSION<nvmlComputeInstanceProfileInfo_v3_t>(3),
        };
        var status = native.nvmlGpuInstanceGetComputeInstanceProfileInfoV(gpuInstance, kind, Engines, &info);
        return NvmlResult.Of(status, Profile(kind, info.id, NativeText.Read(info.name, TextSize), info.sliceCount,
            info.instanceCount, info.multiprocessorCount, info.sharedCopyEngineCount));
    }

    private static NvmlResult<MigInstanceProfile> ReadV2(NvmlFunctions native, nint gpuInstance, uint kind)
    {
        var info = new nvmlComputeInstanceProfileInfo_v2_t
        {
            version = NvmlConstants.NVML_STRUCT_VERSION<nvmlComputeInstanceProfileInfo_v2_t>(2),
        };
        var status = native.nvmlGpuInstanceGetComputeInstanceProfileInfoV(gpuInstance, kind, Engines, &info);
        return NvmlResult.Of(status, Profile(kind, info.id, NativeText.Read(info.name, TextSize), info.sliceCount,
            info.instanceCount, info.multiprocessorCount, info.sharedCopyEngineCount));
    }

    private static NvmlResult<MigInstanceProfile> ReadV1(NvmlFunctions native, nint gpuInstance, uint kind)
    {
        nvmlComputeInstanceProfileInfo_t info = default;
        var status = native.nvmlGpuInstanceGetComputeInstanceProfileInfo(gpuInstance, kind, Engines, &info);
        return NvmlResult.Of(status, Profile(
            kind, info.id, "", info.sliceCount, info.instanceCount, info.multiprocessorCount, info.sharedCopyEngineCount));
    }

    private static MigInstanceProfile Profile(
        uint kind, uint id, string name, uint slices, uint instances, uint multiprocessors, uint copyEngines) => new(
        (int)kind, NativeNumber.Int(id), MigInstanceProfile.ShortName(name), NativeNumber.Int(slices), NativeNumber.Int(instances),
        NativeNumber.Int(multiprocessors), NativeNumber.Int(copyEngines), 0);
}
