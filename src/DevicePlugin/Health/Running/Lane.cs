namespace Coaster.Health.Running;

/// <summary>
/// A thread of its own for calls that may never return, one at a time. The pool's threads are not for that: a few that hang would leave none to the
/// rest of the program.
/// </summary>
internal sealed class Lane : IDisposable
{
    // One that sleeps at once: a SemaphoreSlim spins before it does, which is most of what an idle agent would use of the processor.
    private readonly AutoResetEvent _given = new(false);
    private volatile Action? _work;
    private volatile bool _ended;

    /// <summary>Starts the thread, which does not keep the program from ending.</summary>
    public Lane(string name) => new Thread(Run) { IsBackground = true, Name = name }.Start();

    /// <summary>Whether nothing is being done.</summary>
    public bool IsIdle => _work is null;

    /// <summary>How long the work has been going on, by <see cref="Pass"/>.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Gives it work, where it has none; only its owner may.</summary>
    public void Start(Action work)
    {
        if (_work is not null)
            throw new InvalidOperationException("the lane is taken");
        Waited = TimeSpan.Zero;
        _work = work;
        _given.Set();
    }

    /// <summary>So much time has passed.</summary>
    public void Pass(TimeSpan time) => Waited = IsIdle ? TimeSpan.Zero : Waited + time;

    /// <summary>Ends the thread after what it does now, and does not wait for that.</summary>
    public void Dispose()
    {
        _ended = true;
        _given.Set();
    }

    private void Run()
    {
        while (true)
        {
            _given.WaitOne();
            var work = _work;
            work?.Invoke();
            _work = null;
            if (_ended)
                return;
        }
    }
}
