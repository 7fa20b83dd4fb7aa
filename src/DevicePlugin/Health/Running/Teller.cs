using System.Threading.Channels;
using Coaster.Health.Book;

namespace Coaster.Health.Running;

/// <summary>Tells an observer what happened, in order, and lets nobody wait for it.</summary>
/// <param name="observer">Who is told.</param>
internal sealed class Teller(IGpuHealthObserver observer)
{
    /// <summary>A container can cause faults as fast as it likes.</summary>
    private const int MaxFaults = 256;

    private readonly Channel<object> _news = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private int _faults;

    public void Tell(GpuCondition condition) => _news.Writer.TryWrite(condition);

    public void Tell(ApplicationFault fault)
    {
        if (Interlocked.Increment(ref _faults) > MaxFaults || !_news.Writer.TryWrite(fault))
            Interlocked.Decrement(ref _faults);
    }

    /// <summary>Nothing comes after what was told.</summary>
    public void End() => _news.Writer.TryComplete();

    /// <summary>Tells until the end.</summary>
    public async Task RunAsync()
    {
        await foreach (var news in _news.Reader.ReadAllAsync().ConfigureAwait(false))
            try
            {
                Tell(news);
            }
            catch (Exception)
            {
                // What an observer throws is its own affair; the next one must be told all the same.
            }
    }

    private void Tell(object news)
    {
        if (news is GpuCondition condition)
        {
            observer.ConditionChanged(condition);
            return;
        }

        Interlocked.Decrement(ref _faults);
        observer.ApplicationFaulted((ApplicationFault)news);
    }
}
