namespace Coaster.Cli.Configure.Containerd;

/// <summary>containerd refused a configuration; the message is its own.</summary>
internal sealed class ContainerdException(string message) : Exception(message);
