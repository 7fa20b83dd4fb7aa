namespace Coaster.KubeApi;

/// <summary>Which objects a list or a watch has.</summary>
/// <param name="FieldSelector">Such as <c>spec.nodeName=node1</c>; null for all.</param>
/// <param name="LabelSelector">Such as <c>app=web,tier!=test</c>; null for all.</param>
public sealed record ListOptions(string? FieldSelector = null, string? LabelSelector = null)
{
    /// <summary>All objects.</summary>
    public static ListOptions All { get; } = new();
}
