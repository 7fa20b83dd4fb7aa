namespace Coaster.Publishing.Config;

/// <summary>What became of what is wanted.</summary>
public sealed record V1alpha1GpuConfigStatus
{
    /// <summary>One line for people, such as <c>3 of 4 applied, 1 waits</c>.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Each GPU of the node; null for none.</summary>
    public IReadOnlyList<V1alpha1GpuStatus>? Gpus { get; set; }

    /// <summary>Why entries are refused; null for none.</summary>
    public IReadOnlyList<string>? Refusals { get; set; }
}
