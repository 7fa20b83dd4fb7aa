using System.Runtime.CompilerServices;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library;

/// <summary>
/// Reads lists that may grow between the call that asks for their length and the call that fetches them: the buffer grows, and the number
/// of tries is bounded, so that a list that grows for ever is an error and not a hang.
/// </summary>
internal static unsafe class GrowingList
{
    private const int Tries = 8;
    private const uint Most = 1 << 16;

    /// <summary>Fills a buffer of <paramref name="count"/> elements and sets it to how many there are, as NVML does.</summary>
    /// <typeparam name="T">The native element.</typeparam>
    public delegate nvmlReturn_t Fill<T>(T* buffer, ref uint count) where T : unmanaged;

    /// <summary>The whole list; a driver that has nothing to tell answers an empty one.</summary>
    public static NvmlResult<T[]> Read<T>(Fill<T> fill, [CallerMemberName] string operation = "") where T : unmanaged
    {
        var capacity = 0u;
        var status = nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE;
        for (var attempt = 0; attempt < Tries && status == nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE; attempt++)
        {
            var items = new T[capacity];
            var count = capacity;
            fixed (T* buffer = items)
                status = fill(buffer, ref count);
            if (status == nvmlReturn_t.NVML_SUCCESS && count <= capacity)
                return NvmlResult.Of(status, items[..(int)count], operation);
            if (status == nvmlReturn_t.NVML_SUCCESS)
                status = nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE;
            capacity = Grow(capacity, count);
        }

        return status is nvmlReturn_t.NVML_ERROR_NOT_FOUND or nvmlReturn_t.NVML_ERROR_NO_DATA
            ? NvmlResult.Of(nvmlReturn_t.NVML_SUCCESS, Array.Empty<T>(), operation)
            : NvmlResult.Fail<T[]>(status, operation);
    }

    /// <summary>More than was asked for, because the list may have grown again; never more than a GPU can have of anything.</summary>
    public static uint Grow(uint capacity, uint wanted) => Math.Min(Math.Max(capacity * 2, Math.Min(wanted, Most)) + 8, Most);
}
