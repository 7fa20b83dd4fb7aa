namespace Coaster.KubeApi.Models;

/// <summary>Who saw an event.</summary>
public sealed record V1EventSource
{
    /// <summary>The program.</summary>
    public string Component { get; set; } = "";

    /// <summary>The node that it runs on, empty for none.</summary>
    public string Host { get; set; } = "";
}
