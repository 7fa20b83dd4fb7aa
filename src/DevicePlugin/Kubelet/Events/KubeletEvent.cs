namespace Coaster.Kubelet.Events;

/// <summary>Something that happened between kubelet and the device plugin.</summary>
/// <param name="Kind">What.</param>
/// <param name="Resource">The resource that it is about, or null.</param>
/// <param name="Message">The same for people, in one line.</param>
public sealed record KubeletEvent(KubeletEventKind Kind, string? Resource, string Message);
