using System.IO.MemoryMappedFiles;
using Coaster.GpuModel;
using Coaster.Quota.Layout;

namespace Coaster.Quota.Limits;

/// <summary>
/// A limits file that is mapped to be changed a word at a time, each of which appears at once or not at all to whoever reads it. Only root's
/// processes can write to the file, and it never changes its size, so that to map it is safe.
/// </summary>
public sealed unsafe class LimitsFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private LimitsFile(MemoryMappedFile file)
    {
        (_file, _view) = (file, file.CreateViewAccessor(0, LimitsLayout.Bytes));
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>The limits as they stand now.</summary>
    public ContainerLimits Limits => LimitsText.Decode(new ReadOnlySpan<byte>(_start, LimitsLayout.Measured));

    /// <summary>Grows while somebody looks after the region.</summary>
    public ulong Heartbeat
    {
        get => Volatile.Read(ref Word(LimitsLayout.Heartbeat));
        set => Volatile.Write(ref Word(LimitsLayout.Heartbeat), value);
    }

    /// <summary>Makes the file as a whole; a container may read it, and root's processes write it.</summary>
    /// <param name="path">Where; nothing may be there.</param>
    /// <param name="limits">The first limits.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="ArgumentException">No file can have those limits.</exception>
    public static void Create(string path, ContainerLimits limits) => QuotaFiles.Create(path, LimitsText.Encode(limits), QuotaFiles.Readable);

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not there, or cannot be mapped.</exception>
    /// <exception cref="CodecException">It is no limits file, or one of another version.</exception>
    public static LimitsFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length != LimitsLayout.Bytes)
            throw new CodecException("", $"has {stream.Length} bytes, and a limits file has {LimitsLayout.Bytes}");
        var file = new LimitsFile(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false));
        try
        {
            _ = file.Limits;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Sets how memory counts.</summary>
    public void SetFlags(LimitsFlags flags) => Volatile.Write(ref Word(LimitsLayout.Flags), (ulong)flags);

    /// <summary>Sets which limits of a GPU hold.</summary>
    public void SetFlags(int gpu, GpuLimitsFlags flags) => Set(gpu, GpuLimitsLayout.Flags, (ulong)flags);

    /// <summary>Sets the most device memory, in bytes.</summary>
    public void SetMemoryBytes(int gpu, ulong bytes) => Set(gpu, GpuLimitsLayout.MemoryBytes, bytes);

    /// <summary>Sets what the driver takes device memory by, in bytes.</summary>
    public void SetGranuleBytes(int gpu, ulong bytes) => Set(gpu, GpuLimitsLayout.GranuleBytes, bytes);

    /// <summary>Sets what a context is taken to hold until it is measured, in bytes.</summary>
    public void SetContextBytes(int gpu, ulong bytes) => Set(gpu, GpuLimitsLayout.ContextBytes, bytes);

    /// <summary>Sets how fast the bucket fills, in millionths of the time that passes.</summary>
    public void SetRatePpm(int gpu, ulong rate) => Set(gpu, GpuLimitsLayout.RatePpm, rate);

    /// <summary>Sets how full the bucket gets, in nanoseconds.</summary>
    public void SetBurstNs(int gpu, ulong burst) => Set(gpu, GpuLimitsLayout.BurstNs, burst);

    /// <summary>Sets what a unit of work is charged at, in picoseconds.</summary>
    public void SetUnitPs(int gpu, ulong price) => Set(gpu, GpuLimitsLayout.UnitPs, price);

    /// <summary>Sets what was charged too much, in all, in nanoseconds.</summary>
    public void SetCorrectionNs(int gpu, long correction) => Set(gpu, GpuLimitsLayout.CorrectionNs, unchecked((ulong)correction));

    /// <summary>
    /// Publishes what was measured of the process that holds a slot. While it is written the generation is 0, which is no slot's: half of a
    /// measurement is never believed.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="generation">The slot's generation when it was measured.</param>
    /// <param name="estimated">Its estimates then, in bytes; one for each GPU of the region.</param>
    /// <param name="extraBytes">What the driver said beyond what is accounted for, in bytes; likewise.</param>
    public void SetMeasured(int slot, ulong generation, ReadOnlySpan<ulong> estimated, ReadOnlySpan<ulong> extraBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)slot), (uint)Region.Slots, nameof(slot));
        var at = MeasuredLayout.At(slot);
        Interlocked.Exchange(ref Word(at + MeasuredLayout.Generation), 0);
        Fill(at + MeasuredLayout.Estimated, estimated);
        Fill(at + MeasuredLayout.ExtraBytes, extraBytes);
        Interlocked.Exchange(ref Word(at + MeasuredLayout.Generation), generation);
    }

    /// <summary>The generation that a slot's measurement is of; 0 when there is none.</summary>
    public ulong MeasuredGeneration(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)slot), (uint)Region.Slots, nameof(slot));
        return Volatile.Read(ref Word(MeasuredLayout.At(slot) + MeasuredLayout.Generation));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private void Set(int gpu, int field, ulong value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)gpu), (uint)Region.Gpus, nameof(gpu));
        Volatile.Write(ref Word(GpuLimitsLayout.At(gpu) + field), value);
    }

    private void Fill(int at, ReadOnlySpan<ulong> values)
    {
        for (var i = 0; i < Region.Gpus; i++)
            Volatile.Write(ref Word(at + (i * sizeof(ulong))), i < values.Length ? values[i] : 0);
    }

    private ref ulong Word(int at) => ref *(ulong*)(_start + at);
}
