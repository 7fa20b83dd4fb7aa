namespace Coaster.PodModel.Pods;

/// <summary>What matters of a pod; bounded, whatever the pod is like.</summary>
/// <param name="Pod">Which pod.</param>
/// <param name="Containers">Its containers: init containers in their order first.</param>
/// <param name="Text">The annotation's text, cut off behind what is longer than any that is read; null without one.</param>
/// <param name="IsEnded">Whether all of it has ended for good.</param>
/// <param name="Created">When it was made, by the API server's clock; the earliest of all times where that is not known.</param>
/// <param name="Problem">What no API server would have taken, or null; then there are no containers.</param>
public sealed record PodFacts(
    PodName Pod, IReadOnlyList<PodContainer> Containers, string? Text, bool IsEnded, DateTimeOffset Created = default, string? Problem = null)
{
    /// <summary>The container of that name, or null.</summary>
    public PodContainer? Find(string container) => Containers.FirstOrDefault(known => known.Name == container);

    /// <summary>The names of all its containers.</summary>
    public IReadOnlyCollection<string> ContainerNames => [.. Containers.Select(container => container.Name)];
}
