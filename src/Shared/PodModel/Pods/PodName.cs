namespace Coaster.PodModel.Pods;

/// <summary>Which pod.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name, which another pod may have later.</param>
/// <param name="Uid">Its UID, which no other pod has ever; empty where it could not be read.</param>
public sealed record PodName(string Namespace, string Name, string Uid)
{
    /// <summary>Namespace and name, for people.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
