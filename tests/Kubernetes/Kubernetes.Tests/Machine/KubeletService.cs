namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>
/// Starts kubelet again when it ended by itself, as systemd does on a node (Restart=always). It panics when it hands out devices for two pods
/// at one time, as for one that comes while another's deletion meets its start: https://github.com/kubernetes/kubernetes/issues/136021.
/// </summary>
internal sealed class KubeletService : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly string _folder;
    private readonly Action _start;
    private readonly Lock _turn;
    private readonly Timer _timer;

    /// <summary>Begins to look after it.</summary>
    /// <param name="folder">The cluster's folder.</param>
    /// <param name="start">Starts kubelet.</param>
    /// <param name="turn">Held by whoever stops or starts a program of the cluster.</param>
    public KubeletService(string folder, Action start, Lock turn)
    {
        (_folder, _start, _turn) = (folder, start, turn);
        _timer = new Timer(_ => Look(), null, Pause, Pause);
    }

    public void Dispose() => _timer.Dispose();

    private string IdFile => Path.Combine(_folder, "kubelet.pid");

    private string Log => Path.Combine(_folder, "log/kubelet.log");

    private void Look()
    {
        if (!_turn.TryEnter())
            return;
        try
        {
            if (!HasEnded())
                return;
            Console.WriteLine($"kubelet ended by itself and is started again: {LastWords()}");
            _start();
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Who stops kubelet removes the file with its id.</summary>
    private bool HasEnded() => File.Exists(IdFile) && !Directory.Exists($"/proc/{File.ReadAllText(IdFile).Trim()}");

    private string LastWords() =>
        File.ReadLines(Log).LastOrDefault(line => line.StartsWith("panic: ", StringComparison.Ordinal) || line.StartsWith("fatal error: ", StringComparison.Ordinal))
        ?? File.ReadLines(Log).LastOrDefault("it said nothing");
}
