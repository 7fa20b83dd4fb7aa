namespace Coaster.KubeApi.Models;

/// <summary>A container ended.</summary>
public sealed record V1ContainerStateTerminated
{
    /// <summary>Its exit code.</summary>
    public int ExitCode { get; set; }

    /// <summary>A word why.</summary>
    public string Reason { get; set; } = "";
}
