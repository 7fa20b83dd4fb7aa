using System.Runtime.CompilerServices;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library.Results;

/// <summary>Makes results of what the native layer returned, and values of results.</summary>
public static class NvmlResult
{
    /// <summary>The value, or null where NVML gave none.</summary>
    public static T? OrNull<T>(this NvmlResult<T> result) where T : struct => result.IsSuccess ? result.Value : null;

    internal static NvmlResult<T> Of<T>(nvmlReturn_t status, T value, [CallerMemberName] string operation = "") =>
        new((NvmlStatus)status, value, operation);

    internal static NvmlResult<T> Fail<T>(nvmlReturn_t status, [CallerMemberName] string operation = "") =>
        new((NvmlStatus)status, default!, operation);

    internal static NvmlResult<NvmlStatus> Done(nvmlReturn_t status, [CallerMemberName] string operation = "") =>
        new((NvmlStatus)status, NvmlStatus.Success, operation);
}
