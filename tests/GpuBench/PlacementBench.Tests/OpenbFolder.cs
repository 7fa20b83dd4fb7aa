using Coaster.Testing;

namespace Coaster.PlacementBench.Tests;

/// <summary>The traces of the FGD paper. They are no part of the repository: COASTER_OPENB names their folder, or it lies beside the repository.</summary>
internal static class OpenbFolder
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("COASTER_OPENB") is { Length: > 0 } path
        ? path
        : System.IO.Path.Combine(RepositoryFolder.Path, "../shared/openb");

    /// <summary>Why nothing can be replayed; null when something can.</summary>
    public static string? Missing => Directory.Exists(Path) ? null : $"there are no traces: there is no {Path}, and COASTER_OPENB names no other";
}
