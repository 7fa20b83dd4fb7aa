namespace Coaster.Kubelet;

/// <summary>Which container, in the words that kubelet has for it.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
public readonly record struct PodContainerName(string Namespace, string Pod, string Container)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Pod}/{Container}";
}
