namespace Coaster.Injection.Driver;

/// <summary>The parts of the driver that a container may ask for.</summary>
[Flags]
public enum DriverCapabilities
{
    None = 0,
    Utility = 1,
    Compute = 2,
    Video = 4,
    Graphics = 8,
    Display = 16,
    Ngx = 32,
    Compat32 = 64,

    /// <summary>What a container gets that does not say.</summary>
    Default = Utility | Compute,
    All = Utility | Compute | Video | Graphics | Display | Ngx | Compat32,
}
