using Coaster.Scheduler.Binding;

namespace Coaster.Scheduler.Tests;

/// <summary>A right to bind that a test gives and takes.</summary>
internal sealed class FixedMandate : IMandate
{
    public string? Why { get; set; }

    public long Epoch => 7;

    public string? Refusal(TimeSpan atLeast) => Why;
}
