using System.Diagnostics;

namespace Coaster.Testing;

/// <summary>A program that holds memory of a simulated GPU and keeps it busy, until the test is over.</summary>
public sealed class Workload : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it, and returns when it holds its memory.</summary>
    /// <param name="driver">The driver it uses.</param>
    /// <param name="gpu">The GPU's index.</param>
    /// <param name="mib">How much device memory it allocates, in MiB.</param>
    /// <param name="percent">How busy it keeps the GPU.</param>
    public Workload(SimulatedDriver driver, int gpu, int mib, int percent = 0)
    {
        var libraries = Path.Combine(driver.Root, "usr/lib", StubLibrary.Triplet);
        _process = Process.Start(ProgramRun.StartInfo(
            Path.Combine(SimulatedDriver.Home, "bin/gpu-workload"),
            ["--device", $"{gpu}", "--mem", $"{mib}", "--util", $"{percent}", "--seconds", "120"],
            [("LD_LIBRARY_PATH", libraries)]))!;
        while (_process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("holding", StringComparison.Ordinal))
                return;
        throw new InvalidOperationException(_process.StandardError.ReadToEnd());
    }

    public int Pid => _process.Id;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
