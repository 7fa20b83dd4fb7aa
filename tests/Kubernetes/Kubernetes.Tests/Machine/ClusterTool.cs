using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>The program that starts a real cluster on this machine. It is no part of the repository; COASTER_CLUSTER says where it is.</summary>
internal static class ClusterTool
{
    public static string? Path { get; } = Environment.GetEnvironmentVariable("COASTER_CLUSTER") is { Length: > 0 } path ? path : null;

    /// <summary>Why there can be no cluster; null when there can.</summary>
    public static string? Missing =>
        Path is null ? "COASTER_CLUSTER names no tool that starts a cluster"
        : Environment.IsPrivilegedProcess ? null
        : "needs root's rights";

    public static string Run(string folder, (string Name, string Value)[] variables, string[] words) =>
        ProgramRun.Run(Path!, words, [("CLUSTER_DIR", folder), .. variables]).MustSucceed().Output.Trim();
}
