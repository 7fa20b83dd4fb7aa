namespace Coaster.Oci;

/// <summary>When a hook runs (https://github.com/opencontainers/runtime-spec/blob/main/config.md#posix-platform-hooks).</summary>
public enum HookStage
{
    /// <summary>Deprecated by the specification, and the only one that older engines know.</summary>
    Prestart,

    /// <summary>In the runtime's namespaces, once the container's are made and before its root is entered.</summary>
    CreateRuntime,

    /// <summary>In the container's namespaces, before its root is entered.</summary>
    CreateContainer,

    /// <summary>In the container, from its own files: never used for anything of ours.</summary>
    StartContainer,

    /// <summary>In the runtime's namespaces, after the container's program was started.</summary>
    Poststart,

    /// <summary>In the runtime's namespaces, after the container was deleted.</summary>
    Poststop,
}
