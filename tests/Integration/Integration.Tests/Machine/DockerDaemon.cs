using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A dockerd of the tests' own, with its data, its socket and its containerd apart from the machine's.</summary>
public sealed class DockerDaemon : IDisposable
{
    public const string Image = "coaster-test";

    private readonly TempFolder _folder = new();
    private Process? _daemon;

    public (string Name, string Value)[] Variables => [("DOCKER_HOST", "unix://" + Socket)];

    private string Socket => _folder["docker.sock"];

    /// <summary>
    /// Starts the daemon with coaster-runtime as the runtime <c>coaster</c>, once. The runtime finds the machine's settings in the daemon's
    /// environment, which dockerd hands on to containerd and its shims.
    /// </summary>
    public void Use(TestMachine machine)
    {
        if (_daemon is not null)
            return;
        File.WriteAllText(_folder["daemon.json"], $$"""{"runtimes": {"coaster": {"path": "{{BuiltPrograms.Runtime}}" } } }""");
        var start = new ProcessStartInfo("dockerd",
        [
            "--config-file", _folder["daemon.json"], "--host", "unix://" + Socket, "--data-root", _folder["data"],
            "--exec-root", _folder["exec"], "--pidfile", _folder["pid"], "--iptables=false", "--bridge=none",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in machine.Variables)
            start.Environment[name] = value;
        // dockerd takes --gpus when it finds a program of this name in its PATH.
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/nvidia-container-runtime-hook"], BuiltPrograms.Runtime);
        start.Environment["PATH"] = _folder["bin"] + ":" + Environment.GetEnvironmentVariable("PATH");
        _daemon = Process.Start(start)!;
        _daemon.ErrorDataReceived += (_, _) => { };
        _daemon.BeginErrorReadLine();
        _daemon.BeginOutputReadLine();
        WaitUntilReady();
        ProgramRun.Run("sh", ["-c", $"tar -C '{machine.Root.Path}' -c . | docker import - {Image}"], Variables).MustSucceed();
    }

    /// <summary>Runs a shell line in a container of its own.</summary>
    public ProgramRun Run(string script, params string[] options) =>
        Cli(["run", "--rm", "--network", "none", .. options, Image, "sh", "-c", script]);

    /// <summary>Runs the container's look at the GPUs.</summary>
    public Inside Look(params string[] options) => Inside.Read(Run(Inside.Script, options).MustSucceed());

    /// <summary>A folder of the daemon's own, for what its client reads.</summary>
    public string Write(string name, string text)
    {
        _folder.Write(name, text);
        return _folder[name];
    }

    public ProgramRun Cli(params string[] words) => ProgramRun.Run("docker", words, Variables);

    public void Dispose()
    {
        if (_daemon is not null)
        {
            ProgramRun.Run("sh", ["-c", "docker ps -aq | xargs -r docker rm --force"], Variables);
            ProgramRun.Run("kill", [$"{_daemon.Id}"]);
            _daemon.WaitForExit();
            _daemon.Dispose();
        }

        _folder.Dispose();
    }

    private void WaitUntilReady()
    {
        for (var i = 0; i < 300; i++)
        {
            if (Cli("version").ExitCode == 0)
                return;
            Task.Delay(100).GetAwaiter().GetResult();
        }

        throw new TimeoutException("dockerd did not become ready");
    }
}
