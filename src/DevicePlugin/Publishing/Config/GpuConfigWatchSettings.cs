namespace Coaster.Publishing.Config;

/// <summary>How a resource is looked for whose kind the cluster may not know.</summary>
public sealed record GpuConfigWatchSettings
{
    /// <summary>After how long to look a second time; an API server that has just started may not know kinds that it has.</summary>
    public TimeSpan SecondLook { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look after that.</summary>
    public TimeSpan SlowLook { get; init; } = TimeSpan.FromMinutes(5);
}
