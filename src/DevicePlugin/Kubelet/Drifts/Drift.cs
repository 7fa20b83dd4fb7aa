using Coaster.Slicing.Allocation;

namespace Coaster.Kubelet.Drifts;

/// <summary>A container whose devices are of other GPUs than are booked. What it can use is what is booked all the same.</summary>
/// <param name="Container">Which.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Booked">What is booked, by UUID.</param>
/// <param name="HandedOut">What kubelet handed out, by UUID.</param>
public sealed record Drift(PodContainerName Container, string Resource, IReadOnlyList<BookedDevices> Booked, IReadOnlyList<BookedDevices> HandedOut)
{
    /// <inheritdoc/>
    public bool Equals(Drift? other) =>
        other is not null && Container == other.Container && Resource == other.Resource
        && Booked.SequenceEqual(other.Booked) && HandedOut.SequenceEqual(other.HandedOut);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Container, Resource);

    /// <inheritdoc/>
    public override string ToString() => $"{Container} has {Resource} of {Words(HandedOut)}, and booked are {Words(Booked)}";

    private static string Words(IReadOnlyList<BookedDevices> devices) => string.Join(" and ", devices.Select(each => $"{each.Count} of {each.Uuid}"));
}
