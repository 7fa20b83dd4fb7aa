using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>A scheduler as a process; what it says is kept in a file.</summary>
internal sealed class RunningScheduler : IDisposable
{
    private const double BytesInKilobyte = 1024;
    private const double BytesInMegabyte = 1e6;

    // By the shell, so that nobody has to read along.
    private const string Script = "exec \"$0\" \"${@:2}\" >\"$1\" 2>&1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _log;

    /// <param name="program">The coaster-scheduler.</param>
    /// <param name="folder">Where what it says is kept.</param>
    /// <param name="words">What it is told besides where to listen.</param>
    internal RunningScheduler(string program, string folder, params string[] words)
    {
        _log = Path.Combine(folder, "log");
        var listen = FreeEndPoint();
        _process = Process.Start(new ProcessStartInfo("bash", ["-c", Script, program, _log, "--listen", $"{listen}", .. words]))
            ?? throw new IOException($"cannot start {program}");
        Address = new Uri($"http://{listen}");
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>What it said last.</summary>
    internal string LastWords => File.Exists(_log) ? File.ReadLines(_log).LastOrDefault() ?? "nothing" : "nothing";

    /// <summary>The most memory that it has ever held, in MB (10^6 bytes).</summary>
    /// <exception cref="IOException">It has ended.</exception>
    internal double PeakMegabytes()
    {
        MustRun();
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * BytesInKilobyte / BytesInMegabyte;
    }

    /// <exception cref="IOException">It has ended.</exception>
    internal void MustRun()
    {
        if (_process.HasExited)
            throw new IOException($"the scheduler ended with {_process.ExitCode}; it said: {LastWords}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();
        if (!_process.WaitForExit(Patience))
            _process.Kill();
        _process.Dispose();
    }

    private static IPEndPoint FreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
