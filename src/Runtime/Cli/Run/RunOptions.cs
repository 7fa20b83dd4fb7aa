namespace Coaster.Cli.Run;

/// <summary>What the person typed after <c>coaster run</c>.</summary>
internal sealed record RunOptions(
    string Gpus,
    string? Rootfs,
    string? Engine,
    bool Persist,
    string? Name,
    bool Remove,
    bool Terminal,
    bool Interactive,
    string? WorkingDirectory,
    bool OwnNetwork,
    IReadOnlyList<string> Env,
    IReadOnlyList<string> Volumes,
    IReadOnlyList<string> Words);
