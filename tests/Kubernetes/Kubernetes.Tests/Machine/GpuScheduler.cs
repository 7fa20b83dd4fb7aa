using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A stock kube-scheduler and coaster-scheduler, its extender, for pods that name them as their scheduler; the second can be killed and started again.</summary>
internal sealed class GpuScheduler : IDisposable
{
    /// <summary>The name by which pods choose it.</summary>
    public const string Name = "coaster";

    private readonly GpuNode _node;
    private readonly string _log;
    private Process _process;

    public GpuScheduler(GpuNode node)
    {
        (_node, _log) = (node, node.PathOf($"scheduler-{Guid.NewGuid():N}.log"));
        _process = Start();
        _node.Run("start", "scheduler");
    }

    /// <summary>What the extender wrote so far.</summary>
    public string Log => File.Exists(_log) ? File.ReadAllText(_log) : "";

    /// <summary>What kube-scheduler is configured by: the sample of ours, for pods that name it.</summary>
    public static string Configuration =>
        File.ReadAllText(Path.Combine(RepositoryFolder.Path, "manifests/scheduler/kube-scheduler-v1beta1.yaml"))
        + $"profiles:\n- schedulerName: {Name}\nleaderElection:\n  leaderElect: false\n";

    /// <summary>Ends the extender in the middle of whatever it does, and starts it again.</summary>
    public void Restart()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = Start();
    }

    public void Dispose()
    {
        _node.Run("stop", "scheduler");
        ProgramRun.Run("kill", ["-TERM", $"{_process.Id}"]);
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process Start()
    {
        const string Script = "exec \"$0\" --signing-key \"$1\" --kubeconfig \"$2\" >>\"$3\" 2>&1";
        return Process.Start(new ProcessStartInfo("bash", ["-c", Script, BuiltPrograms.Scheduler, _node.SigningKey, _node.Kubeconfig, _log]))!;
    }
}
