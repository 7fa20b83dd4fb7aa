using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Coaster.Ledger;
using Coaster.Quota;
using Coaster.Quota.Layout;
using Coaster.Quota.Limits;
using Coaster.Testing;
using Microsoft.Win32.SafeHandles;

namespace Coaster.Enforcement.Tests.Loop;

/// <summary>A container with a share: a booking, a region, a cgroup with a process in it, and what the shim would write.</summary>
internal sealed partial class FakeContainer : IDisposable
{
    private const int F_OFD_SETLK = 37;
    private readonly RealCgroup _cgroup;
    private readonly SafeFileHandle _counters;
    private readonly QuotaFolder _folder;

    public FakeContainer(string state, LedgerEntry entry, RealCgroup cgroup, GpuLimits limits)
    {
        (Entry, _cgroup, _folder) = (entry, cgroup, QuotaFolder.Of(state, entry.Id));
        _folder.Make(new ContainerLimits(LimitsFlags.None, [limits]), "x"u8);
        Limits = LimitsFile.Open(_folder.Limits);
        _counters = File.OpenHandle(_folder.Counters, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Process = cgroup.Start("");
    }

    public LedgerEntry Entry { get; }

    public LimitsFile Limits { get; }

    public Process Process { get; }

    public GpuLimits Told => Limits.Limits.Gpus[0];

    public QuotaFolder Folder => _folder;

    /// <summary>Another process, which the shim knows nothing of.</summary>
    public Process StartUncounted() => _cgroup.Start("");

    /// <summary>Takes slot 0 for the process.</summary>
    public void TakeSlot(ulong used, ulong estimated)
    {
        Put(CountersLayout.Highest, 1);
        Put(CountersLayout.Slot + SlotLayout.Generation, 77);
        Put(CountersLayout.Slot + SlotLayout.Pid, (ulong)Process.Id);
        Put(CountersLayout.Slot + SlotLayout.Used, used);
        Put(CountersLayout.Slot + SlotLayout.Estimated, estimated);
        Lock(Region.SlotLocks);
    }

    public void Launch(ulong units, bool isWaiting)
    {
        Put(CountersLayout.Bucket + BucketLayout.ConsumedUnits, units);
        Put(CountersLayout.Bucket + BucketLayout.Waiting, isWaiting ? 1ul : 0);
    }

    /// <summary>As many as its programs got so far.</summary>
    public void GetPrivateTables(ulong count) => Put(CountersLayout.PrivateTables, count);

    /// <summary>What the agent published of slot 0.</summary>
    public (ulong Generation, ulong Estimated, ulong Extra) Measured()
    {
        var bytes = File.ReadAllBytes(_folder.Limits).AsSpan(MeasuredLayout.At(0));
        return (Get(bytes, MeasuredLayout.Generation), Get(bytes, MeasuredLayout.Estimated), Get(bytes, MeasuredLayout.ExtraBytes));
    }

    public void Write(byte[] bytes, long at) => RandomAccess.Write(_counters, bytes, at);

    public void CutShort() => RandomAccess.SetLength(_counters, 100);

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Limits.Dispose();
        _counters.Dispose();
        _folder.Remove();
        _cgroup.Dispose();
    }

    private static ulong Get(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private void Put(int at, ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Write(bytes, at);
    }

    private unsafe void Lock(long at)
    {
        var wanted = new FileLockWords { Type = 1, Start = at, Length = 1 };
        if (fcntl((int)_counters.DangerousGetHandle(), F_OFD_SETLK, &wanted) != 0)
            throw new InvalidOperationException($"fcntl: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int fcntl(int fd, int command, FileLockWords* argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct FileLockWords
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }
}
