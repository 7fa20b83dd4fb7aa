namespace Coaster.KubeApi;

/// <summary>What says how to reach the API server is missing, broken, or asks for what is not supported.</summary>
public sealed class KubeConfigException(string message, Exception? inner = null) : Exception(message, inner);
