namespace Coaster.Publishing.Config;

/// <summary>What became of one GPU.</summary>
public sealed record V1alpha1GpuStatus
{
    /// <summary>Its UUID.</summary>
    public string Gpu { get; set; } = "";

    /// <summary>What is wanted of it.</summary>
    public string Wanted { get; set; } = "";

    /// <summary>What it is offered as.</summary>
    public string Applied { get; set; } = "";

    /// <summary><c>Applied</c>, <c>Waiting</c> or <c>Failed</c>.</summary>
    public string State { get; set; } = "";

    /// <summary>Why, or what else to know; null for nothing.</summary>
    public string? Message { get; set; }
}
