namespace Coaster.KubeApi.Models;

/// <summary>One way in which a node is well or not.</summary>
public sealed record V1NodeCondition
{
    /// <summary>Which way, such as <c>Ready</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>A word why.</summary>
    public string Reason { get; set; } = "";
}
