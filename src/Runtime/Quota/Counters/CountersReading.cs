namespace Coaster.Quota.Counters;

/// <summary>What came of reading a container's counters: exactly one of the two.</summary>
public abstract record CountersReading
{
    private CountersReading()
    {
    }

    /// <summary>They could be read.</summary>
    /// <param name="Snapshot">What they say.</param>
    public sealed record Sound(CountersSnapshot Snapshot) : CountersReading;

    /// <summary>The container has made its own file useless: nothing that it says can be believed.</summary>
    /// <param name="Why">What is wrong with it, for a message.</param>
    public sealed record Spoiled(string Why) : CountersReading;
}
