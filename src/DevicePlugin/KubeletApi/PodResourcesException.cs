namespace Coaster.KubeletApi;

/// <summary>Kubelet did not tell what it has handed out: it is not there, too slow, or refuses.</summary>
/// <param name="reason">Why, in a few words for people.</param>
/// <param name="inner">The failure below.</param>
public sealed class PodResourcesException(string reason, Exception? inner = null) : Exception(reason, inner);
