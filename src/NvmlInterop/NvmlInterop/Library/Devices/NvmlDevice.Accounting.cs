using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Accounting: what processes used, even after their end. Lost when the driver is unloaded, not supported with MIG.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>Whether the driver keeps accounts.</summary>
    public NvmlResult<bool> GetAccounting()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetAccountingMode(Handle, &value);
        return NvmlResult.Of(status, value != 0);
    }

    /// <summary>Has the driver keep accounts, or not; root only.</summary>
    public NvmlResult<NvmlStatus> SetAccounting(bool enabled) =>
        NvmlResult.Done(Native.nvmlDeviceSetAccountingMode(Handle, enabled ? 1u : 0u));

    /// <summary>How many processes the driver keeps accounts of before it forgets the oldest.</summary>
    public NvmlResult<int> GetAccountingCapacity()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetAccountingBufferSize(Handle, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }

    /// <summary>The processes that there are accounts of.</summary>
    public NvmlResult<IReadOnlyList<int>> GetAccountedPids()
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<uint>((uint* pids, ref uint count) =>
        {
            fixed (uint* length = &count)
                return native.nvmlDeviceGetAccountingPids(device, length, pids);
        }).Select(static pids => (IReadOnlyList<int>)[.. pids.Select(NativeNumber.Int)]);
    }

    /// <summary>What one process used.</summary>
    public NvmlResult<ProcessAccount> GetAccount(int pid)
    {
        nvmlAccountingStats_t stats = default;
        var status = Native.nvmlDeviceGetAccountingStats(Handle, (uint)pid, &stats);
        return NvmlResult.Of(status, new ProcessAccount(pid, NativeNumber.LongOrNull(stats.maxMemoryUsage),
            NativeNumber.Int(stats.gpuUtilization), NativeNumber.Long(stats.time), NativeNumber.Long(stats.startTime), stats.isRunning != 0));
    }

    /// <summary>Forgets the accounts of processes that have ended; root only.</summary>
    public NvmlResult<NvmlStatus> ClearAccounts() => NvmlResult.Done(Native.nvmlDeviceClearAccountingPids(Handle));
}
