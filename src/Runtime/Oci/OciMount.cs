namespace Coaster.Oci;

/// <summary>A file or folder of the host that appears inside a container.</summary>
/// <param name="Source">Its path on the host.</param>
/// <param name="Destination">Its path inside; the low-level runtime resolves it within the container's root.</param>
/// <param name="Options">Mount options as in mount(8).</param>
/// <param name="Type">The file system's type; <c>bind</c> for what the host has already.</param>
public sealed record OciMount(string Source, string Destination, IReadOnlyList<string> Options, string Type = "bind");
