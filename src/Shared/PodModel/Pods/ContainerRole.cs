namespace Coaster.PodModel.Pods;

/// <summary>When in its pod's life a container runs.</summary>
public enum ContainerRole
{
    /// <summary>Beside the others, once all init containers ended.</summary>
    App,

    /// <summary>Alone but for the sidecars before it, until it ends.</summary>
    Init,

    /// <summary>An init container with <c>restartPolicy: Always</c>: from its turn on to the end.</summary>
    Sidecar,

    /// <summary>Added to a running pod; the API server allows it no resources.</summary>
    Ephemeral,
}
