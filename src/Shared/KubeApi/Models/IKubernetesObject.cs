namespace Coaster.KubeApi.Models;

/// <summary>Anything that the API server keeps under a name.</summary>
public interface IKubernetesObject
{
    /// <summary>Who it is.</summary>
    V1ObjectMeta Metadata { get; }
}
