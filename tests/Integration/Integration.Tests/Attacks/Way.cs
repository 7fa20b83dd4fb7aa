namespace Coaster.Integration.Tests.Attacks;

/// <summary>The ways in which a container comes by its GPU, each of which handles the image by other code.</summary>
public enum Way
{
    /// <summary>coaster-runtime writes config.json, and the low-level runtime makes the mounts.</summary>
    Config,

    /// <summary>The hook of docker run --gpus: plain runc runs it, and it makes everything by itself.</summary>
    PrestartHook,

    /// <summary>The hook that Podman runs for every container.</summary>
    CreateRuntimeHook,
}
