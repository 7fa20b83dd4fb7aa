namespace Coaster.Oci;

/// <summary>A network device of the host that moves into the container.</summary>
/// <param name="HostInterface">Its name on the host.</param>
/// <param name="Name">Its name inside.</param>
public sealed record NetDevice(string HostInterface, string Name);
