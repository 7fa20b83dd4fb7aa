using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Processes;

/// <summary>
/// Reads the lists of the <c>…RunningProcesses_v3</c> functions. Drivers 535.43 to 535.86 write records of 32 bytes there, all others of 24,
/// and nothing in the call tells which (see NVIDIA/go-nvml#75). So the buffer has room for the longer ones and is poisoned: what is left
/// of the poison tells the stride.
/// </summary>
internal static unsafe class ProcessRecords
{
    private const byte Poison = 0xA5;
    private const int Tries = 8;
    private const uint FirstRoom = 32;

    /// <summary>PIDs are below 2^22 on every 64-bit Linux.</summary>
    private const uint PidLimit = 1 << 22;

    /// <summary>Fills the buffer, whose room is <paramref name="count"/> records, and sets that to how many there are.</summary>
    public delegate nvmlReturn_t Fill(void* buffer, uint* count);

    public static NvmlResult<IReadOnlyList<NvmlProcess>> Read(ProcessKind kind, Fill fill)
    {
        var room = FirstRoom;
        var status = nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE;
        for (var attempt = 0; attempt < Tries && status == nvmlReturn_t.NVML_ERROR_INSUFFICIENT_SIZE; attempt++)
        {
            var bytes = new byte[room * sizeof(nvmlProcessDetail_v1_t)];
            bytes.AsSpan().Fill(Poison);
            var count = room;
            fixed (byte* buffer = bytes)
                status = fill(buffer, &count);
            if (status == nvmlReturn_t.NVML_SUCCESS)
                return NvmlResult.Of<IReadOnlyList<NvmlProcess>>(status, Parse(bytes, (int)Math.Min(count, room), kind), nameof(NvmlDevice.GetProcesses));
            room = GrowingList.Grow(room, count);
        }

        return NvmlResult.Fail<IReadOnlyList<NvmlProcess>>(status, nameof(NvmlDevice.GetProcesses));
    }

    /// <summary>How long the records are that a driver wrote into a poisoned buffer.</summary>
    internal static int Stride(ReadOnlySpan<byte> bytes, int count)
    {
        int shorter = sizeof(nvmlProcessInfo_t), longer = sizeof(nvmlProcessDetail_v1_t);
        var beyond = bytes[(count * shorter)..(count * longer)];
        return beyond.IndexOfAnyExcept(Poison) < 0 || !IsPlausible(bytes, count, longer) ? shorter : longer;
    }

    private static NvmlProcess[] Parse(ReadOnlySpan<byte> bytes, int count, ProcessKind kind)
    {
        var stride = Stride(bytes, count);
        var processes = new NvmlProcess[count];
        for (var i = 0; i < count; i++)
            processes[i] = NvmlProcess.From(At(bytes, i * stride), kind);
        return processes;
    }

    private static bool IsPlausible(ReadOnlySpan<byte> bytes, int count, int stride)
    {
        for (var i = 0; i < count; i++)
            if (At(bytes, i * stride).pid is 0 or >= PidLimit)
                return false;
        return true;
    }

    // Both records begin with the same 24 bytes.
    private static nvmlProcessInfo_t At(ReadOnlySpan<byte> bytes, int offset) => MemoryMarshal.Read<nvmlProcessInfo_t>(bytes[offset..]);
}
