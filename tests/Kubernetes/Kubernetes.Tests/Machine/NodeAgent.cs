using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>The agent of the node, as a process that can be killed and started again.</summary>
internal sealed class NodeAgent(string kubeconfig, string kubelet, string log, (string Name, string Value)[] variables) : IDisposable
{
    private Process? _process;

    /// <summary>Its process id.</summary>
    public int Pid => _process!.Id;

    /// <summary>What it wrote so far.</summary>
    public string Log => File.Exists(log) ? File.ReadAllText(log) : "";

    /// <summary>How often kubelet began to listen to a resource.</summary>
    public int TimesListened => Log.Split("kubelet listens to ").Length - 1;

    /// <summary>Starts it.</summary>
    /// <param name="words">What it is told besides.</param>
    public void Start(params string[] words)
    {
        // Its words go to a file by the shell, so that they are there when the test is not.
        const string Script = "exec \"$0\" --node \"$1\" --kubeconfig \"$2\" --kubelet \"$3\" \"${@:5}\" >>\"$4\" 2>&1";
        var start = new ProcessStartInfo("bash", ["-c", Script, BuiltPrograms.Agent, Cluster.Node, kubeconfig, kubelet, log, .. words]);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends it as a node does that shuts down.</summary>
    public void Stop()
    {
        ProgramRun.Run("kill", ["-TERM", $"{Pid}"]).MustSucceed();
        _process!.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
    }
}
