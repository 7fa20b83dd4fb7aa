namespace Coaster.Cdi.Model;

/// <summary>A device node of a specification. What is null it does not say.</summary>
/// <param name="Path">Where it appears inside the container.</param>
internal sealed record CdiDeviceNode(string Path)
{
    /// <summary>The permissions that open nothing.</summary>
    internal const string NoPermissions = "none";

    /// <summary>Where it is on the host; the same path when it is not said.</summary>
    internal string? HostPath { get; init; }

    /// <summary><c>b</c>, <c>c</c>, <c>u</c> or <c>p</c>.</summary>
    internal char? Type { get; init; }

    /// <summary>The major number; 0 when it is not said.</summary>
    internal int Major { get; init; }

    /// <summary>The minor number, which counts only beside a major.</summary>
    internal int Minor { get; init; }

    internal int? FileMode { get; init; }

    internal int? Uid { get; init; }

    internal int? Gid { get; init; }

    /// <summary>Any of <c>r</c>, <c>w</c> and <c>m</c>, or <c>none</c>.</summary>
    internal string? Permissions { get; init; }
}
