namespace Coaster.KubeApi.Models;

/// <summary>What the API server answers when there is no object to answer with, mostly why it refused.</summary>
public sealed record V1Status
{
    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>A sentence for people.</summary>
    public string Message { get; set; } = "";

    /// <summary>A word for programs, such as <c>AlreadyExists</c>, <c>Expired</c>.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The HTTP status code.</summary>
    public int Code { get; set; }
}
