using Coaster.GpuModel.Bookings;

namespace Coaster.Placement.State;

/// <summary>What one container holds of one GPU, with the names that the grant itself does not carry.</summary>
/// <param name="Owner">The booking's owner.</param>
/// <param name="Container">The container within it.</param>
/// <param name="Kind">How it holds the grant.</param>
/// <param name="Grant">What it holds.</param>
public sealed record Holding(string Owner, string Container, BookingKind Kind, GpuGrant Grant)
{
    private const int DockerIdLength = 64;
    private const int DockerShortLength = 12;

    /// <summary>The name to show to people: the container's, and an id of docker's as <c>docker ps</c> shortens it.</summary>
    public string Name => Container.Length == DockerIdLength && Container.All(char.IsAsciiHexDigitLower)
        ? Container[..DockerShortLength]
        : Container;
}
