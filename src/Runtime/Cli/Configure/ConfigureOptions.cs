namespace Coaster.Cli.Configure;

/// <summary>What was asked for.</summary>
/// <param name="Config">The engine's main configuration file; null for the usual one.</param>
/// <param name="BinDirectory">Where names of programs are installed.</param>
/// <param name="HooksDirectory">Where podman's hooks are.</param>
/// <param name="Runtime">Our runtime, an absolute path; not needed to remove it.</param>
/// <param name="Default">Whether containers that name no runtime get ours.</param>
/// <param name="ReplaceNvidia">Whether names that NVIDIA's programs have are taken over.</param>
internal sealed record ConfigureOptions(
    string? Config, string BinDirectory, string HooksDirectory, string Runtime, bool Default, bool ReplaceNvidia)
{
    /// <summary>The name that engines know our runtime by.</summary>
    public const string RuntimeName = "coaster";

    /// <summary>The folders in which the engine finds programs.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>What of this process's environment a hook needs too: <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> HookEnvironment { get; init; } = [];
}
