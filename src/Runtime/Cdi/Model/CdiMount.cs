namespace Coaster.Cdi.Model;

/// <summary>A mount of a specification.</summary>
/// <param name="HostPath">Its path on the host.</param>
/// <param name="ContainerPath">Its path inside.</param>
/// <param name="Options">Mount options.</param>
/// <param name="Type">The file system's type, or null when it is not said: a bind mount.</param>
internal sealed record CdiMount(string HostPath, string ContainerPath, IReadOnlyList<string> Options, string? Type = null);
