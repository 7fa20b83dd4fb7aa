using System.Collections.Concurrent;
using Coaster.Health.Book;

namespace Coaster.Health.Tests;

/// <summary>An observer that remembers.</summary>
internal sealed class Recorder : IGpuHealthObserver
{
    public ConcurrentQueue<GpuCondition> Conditions { get; } = new();

    public ConcurrentQueue<ApplicationFault> Faults { get; } = new();

    public void ConditionChanged(GpuCondition condition) => Conditions.Enqueue(condition);

    public void ApplicationFaulted(ApplicationFault fault) => Faults.Enqueue(fault);

    public override string ToString() => string.Join("; ", Conditions.Select(told => $"{told.Health} {told.Reason}"));
}
