using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>What a process holds and uses, from now on.</summary>
internal sealed partial class ProcessUse
{
    private const double BytesInKilobyte = 1024;
    private const double BytesInMegabyte = 1e6;
    private readonly int _pid;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _before;

    /// <exception cref="IOException">There is no such process.</exception>
    internal ProcessUse(int pid) => (_pid, _before) = (pid, ProcessorSeconds(pid));

    /// <summary>Memory in all, anonymous memory, and memory of files, in MB (10^6 bytes) now; the processor in percent of one core since it was made.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    internal double[] Figures()
    {
        var processor = 100 * (ProcessorSeconds(_pid) - _before) / Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var status = File.ReadAllLines($"/proc/{_pid}/status");
        return [Megabytes(status, "VmRSS:"), Megabytes(status, "RssAnon:"), Megabytes(status, "RssFile:"), processor];
    }

    private static double Megabytes(string[] status, string field)
    {
        var line = status.FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal)) ?? throw new IOException($"the kernel does not tell {field}");
        var kilobytes = long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        return kilobytes * BytesInKilobyte / BytesInMegabyte;
    }

    /// <summary>To the nanosecond; /proc/PID/stat counts in hundredths of a second, which are a tenth of a percent of ten.</summary>
    private static double ProcessorSeconds(int pid) =>
        clock_getcpuclockid(pid, out var clock) == 0 && clock_gettime(clock, out var time) == 0
            ? time.Seconds + (time.Nanoseconds / 1e9)
            : throw new IOException($"there is no process {pid}");

    [LibraryImport("libc")]
    private static partial int clock_getcpuclockid(int pid, out int clock);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(long Seconds, long Nanoseconds);
}
