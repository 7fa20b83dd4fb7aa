using System.Diagnostics;
using System.Text;

namespace Coaster.GpuBench.Device.Outside;

/// <summary>A program that runs on until this is disposed.</summary>
internal sealed class Held : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();

    internal Held(string program, IEnumerable<string> words)
    {
        _process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed up to and with a line.</summary>
    /// <exception cref="IOException">It ended before.</exception>
    internal string ReadUntil(string last)
    {
        var text = new StringBuilder();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            text.AppendLine(line);
            if (line == last)
                return text.ToString();
        }

        _process.WaitForExit();
        throw new IOException($"the probe ended with {_process.ExitCode}: {Coaster.GpuBench.Measuring.Command.LastLine(_error.ToString())}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
