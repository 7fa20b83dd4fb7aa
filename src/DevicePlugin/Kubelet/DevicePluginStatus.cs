using Coaster.Kubelet.Drifts;

namespace Coaster.Kubelet;

/// <summary>How it stands between kubelet and the device plugin.</summary>
/// <param name="Resources">Every resource that kubelet is told of, by name.</param>
/// <param name="Drifts">The containers that have devices of other GPUs than are booked, as of the last review.</param>
public sealed record DevicePluginStatus(IReadOnlyList<ResourceStatus> Resources, IReadOnlyList<Drift> Drifts);
