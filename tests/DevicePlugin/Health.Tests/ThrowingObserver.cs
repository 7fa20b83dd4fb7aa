using Coaster.Health.Book;

namespace Coaster.Health.Tests;

/// <summary>An observer that breaks at every call.</summary>
internal sealed class ThrowingObserver : IGpuHealthObserver
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public void ConditionChanged(GpuCondition condition) => Break();

    public void ApplicationFaulted(ApplicationFault fault) => Break();

    private void Break()
    {
        Interlocked.Increment(ref _calls);
        throw new InvalidOperationException("broken");
    }
}
