using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A containerd of the tests' own.</summary>
public sealed class ContainerdDaemon : IDisposable
{
    private readonly TempFolder _folder = new();
    private Process? _daemon;

    /// <summary>Starts the daemon, once.</summary>
    public void Use(TestMachine machine)
    {
        if (_daemon is not null)
            return;
        _folder.Write("config.toml", "version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n");
        var start = new ProcessStartInfo("containerd",
            ["--config", _folder["config.toml"], "--root", _folder["root"], "--state", _folder["state"], "--address", _folder["containerd.sock"]])
        {
            RedirectStandardError = true,
        };
        foreach (var (name, value) in machine.Variables)
            start.Environment[name] = value;
        _daemon = Process.Start(start)!;
        _daemon.ErrorDataReceived += (_, _) => { };
        _daemon.BeginErrorReadLine();
        if (!SpinWait.SpinUntil(() => Ctr("version").ExitCode == 0, TimeSpan.FromSeconds(30)))
            throw new TimeoutException("containerd did not become ready");
    }

    public ProgramRun Ctr(params string[] words) => ProgramRun.Run("ctr", ["--address", _folder["containerd.sock"], .. words]);

    /// <summary>Runs a shell line through our runtime, in a root folder that stays as it is on the disk of the test.</summary>
    public ProgramRun Run(TestMachine machine, string script, params string[] options) => Ctr(
    [
        "run", "--rm", "--runc-binary", BuiltPrograms.Runtime, "--env", "PATH=/bin:/sbin:/usr/bin", .. options,
        "--rootfs", machine.Root.Path, "c" + Guid.NewGuid().ToString("N")[..8], "/bin/sh", "-c", script,
    ]);

    public void Dispose()
    {
        if (_daemon is not null)
        {
            ProgramRun.Run("kill", [$"{_daemon.Id}"]);
            _daemon.WaitForExit();
            _daemon.Dispose();
        }

        _folder.Dispose();
    }
}
