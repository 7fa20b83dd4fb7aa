using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Informing;

/// <summary>The name under which one object at a time is kept.</summary>
/// <param name="Namespace">The namespace, empty for none.</param>
/// <param name="Name">The name in it.</param>
public readonly record struct ObjectName(string Namespace, string Name)
{
    /// <summary>The name of an object.</summary>
    public static ObjectName Of(IKubernetesObject named) => new(named.Metadata.NamespaceProperty, named.Metadata.Name);

    /// <inheritdoc/>
    public override string ToString() => Namespace.Length > 0 ? $"{Namespace}/{Name}" : Name;
}
