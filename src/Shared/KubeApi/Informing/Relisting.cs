using System.Diagnostics.CodeAnalysis;

namespace Coaster.KubeApi.Informing;

/// <summary>Who waits for a new list. A list answers those alone who asked before it began.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source of tokens without a timer holds nothing that is to be disposed.")]
internal sealed class Relisting
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private CancellationTokenSource _interrupt = new();

    /// <summary>How many wait now.</summary>
    public int Asked
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Ends a watch when somebody waits for a list instead; at once where somebody does already.</summary>
    public CancellationToken Interrupts
    {
        get
        {
            lock (_lock)
            {
                if (_waiting.Count == 0 && _interrupt.IsCancellationRequested)
                    _interrupt = new CancellationTokenSource();
                return _interrupt.Token;
            }
        }
    }

    /// <summary>Waits for a list that begins after this.</summary>
    public Task AskAsync()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenSource interrupt;
        lock (_lock)
        {
            _waiting.Add(waiting);
            interrupt = _interrupt;
        }

        interrupt.Cancel();
        return waiting.Task;
    }

    /// <summary>A list is done that began when so many waited.</summary>
    public void Answer(int asked)
    {
        List<TaskCompletionSource> answered;
        lock (_lock)
        {
            answered = _waiting.GetRange(0, asked);
            _waiting.RemoveRange(0, asked);
        }

        answered.ForEach(waiting => waiting.TrySetResult());
    }
}
