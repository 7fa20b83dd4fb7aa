using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Configure;

/// <summary>A containerd of the test's own on a configuration, with its data and its socket apart from the machine's.</summary>
internal sealed class ContainerdDaemon : IDisposable
{
    private readonly Process _daemon;
    private readonly string _socket;

    /// <summary>Starts it.</summary>
    /// <param name="config">Its main file, which names the socket.</param>
    /// <param name="socket">That socket.</param>
    public ContainerdDaemon(string config, string socket)
    {
        _socket = socket;
        _daemon = Process.Start(new ProcessStartInfo("containerd", ["--config", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _daemon.ErrorDataReceived += (_, _) => { };
        _daemon.BeginErrorReadLine();
        _daemon.BeginOutputReadLine();
    }

    /// <summary>The line of a plugin in what ctr lists, as soon as the daemon answers.</summary>
    public string Plugin(string name)
    {
        for (var i = 0; i < 300 && !_daemon.HasExited; i++)
        {
            var run = ProgramRun.Run("ctr", ["--address", _socket, "plugins", "ls"]);
            if (run.ExitCode == 0)
                return run.Output.Split('\n').Single(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1) == name);
            Task.Delay(100).GetAwaiter().GetResult();
        }

        throw new TimeoutException("containerd did not become ready");
    }

    public void Dispose()
    {
        ProgramRun.Run("kill", [$"{_daemon.Id}"]);
        _daemon.WaitForExit();
        _daemon.Dispose();
    }
}
