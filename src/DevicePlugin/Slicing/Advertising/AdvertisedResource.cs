namespace Coaster.Slicing.Advertising;

/// <summary>An extended resource and all of its devices on a node.</summary>
/// <param name="Name">The resource's name, such as <c>ten.ai/gpu-mem</c>.</param>
/// <param name="Devices">Its devices, by GPU and index; none twice. Empty is what kubelet is told when there is none any more.</param>
public sealed record AdvertisedResource(string Name, IReadOnlyList<AdvertisedDevice> Devices)
{
    /// <inheritdoc/>
    public bool Equals(AdvertisedResource? other) => other is not null && Name == other.Name && Devices.SequenceEqual(other.Devices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Devices.Count);
}
