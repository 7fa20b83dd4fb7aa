using System.Diagnostics;
using System.Text;
using Coaster.Posix;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A <c>coaster run</c> in the background.</summary>
public sealed class RunningContainer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly object _lock = new();

    internal RunningContainer(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The process: first ours, then, under the same id, the low-level runtime.</summary>
    public int Pid => _process.Id;

    /// <summary>All lines of both streams so far.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    public void WaitForOutput(string text)
    {
        lock (_lock)
            while (!_output.ToString().Contains(text, StringComparison.Ordinal))
                if (!Monitor.Wait(_lock, Limit))
                    throw new TimeoutException($"'{text}' was not printed, but: {_output}");
    }

    public void Signal(int number) => Testing.ProgramRun.Run("kill", [$"-{number}", $"{Pid}"]).MustSucceed();

    public int WaitForExit()
    {
        if (!_process.WaitForExit(Limit))
            throw new TimeoutException("the container did not end: " + Output);
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Kills it, as kill -9 does, and waits until it is dead.</summary>
    public void Kill()
    {
        ProcessIdentity.Of(Pid)?.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_lock)
        {
            if (line is not null)
                _output.AppendLine(line);
            Monitor.PulseAll(_lock);
        }
    }
}
