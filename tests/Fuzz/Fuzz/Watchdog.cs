namespace Coaster.Fuzz;

/// <summary>Ends the process when one input takes too long, and says which.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Timer _timer;
    private readonly int _seed;
    private (string Target, int At) _watched = ("", 0);
    private (string Target, int At) _seen = ("", -1);

    public Watchdog(int seed)
    {
        _seed = seed;
        _timer = new Timer(_ => Look(), null, Limit, Limit);
    }

    /// <summary>The next input begins.</summary>
    public void Watch(string target, int at)
    {
        lock (_timer)
            _watched = (target, at);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_timer)
        {
            if (_watched == _seen)
            {
                Console.WriteLine($"{_watched.Target}: no answer within {Limit.TotalSeconds:0} s: again with --target {_watched.Target} --seed {_seed} --at {_watched.At}");
                Console.WriteLine("0 passed, 1 failed");
                Environment.Exit(1);
            }

            _seen = _watched;
        }
    }
}
