namespace Coaster.PodModel.Pods;

/// <summary>What matters of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">When it runs.</param>
/// <param name="Resources">What it asks for of <c>ten.ai/</c> resources.</param>
/// <param name="IsFinished">Whether it has ended.</param>
public sealed record PodContainer(string Name, ContainerRole Role, IReadOnlyDictionary<string, int> Resources, bool IsFinished);
