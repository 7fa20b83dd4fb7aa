namespace Coaster.Settings;

/// <summary>Which requests count that stand in a container's env, where an image can put them as well as a person.</summary>
public enum EnvironmentRequests
{
    /// <summary>None: only annotations and devices that the engine was told to give.</summary>
    None,

    /// <summary>Shares (<c>COASTER_GPU_MEM</c> and its kin), which are booked like any other; a choice of GPUs only from privileged containers.</summary>
    Shares,

    /// <summary>All of them, also <c>NVIDIA_VISIBLE_DEVICES</c> of unprivileged containers, as NVIDIA's runtime does.</summary>
    All,
}
