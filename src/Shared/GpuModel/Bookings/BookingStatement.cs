namespace Coaster.GpuModel.Bookings;

/// <summary>What a scheduler says when it signs: this pod holds this on this node.</summary>
/// <param name="Booking">What is held; its owner is the pod's UID.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Epoch">
/// Which of the statements about this pod it is, 1 to <see cref="LastEpoch"/>: every further one has a larger number, and the largest counts.
/// </param>
/// <param name="KeyId">The key that signs it: the first 16 hexadecimal digits of the SHA-256 of the public key's SubjectPublicKeyInfo.</param>
public sealed record BookingStatement(Booking Booking, string Node, long Epoch, string KeyId)
{
    /// <summary>The largest number that every reader of JSON keeps exactly.</summary>
    public const long LastEpoch = (1L << 53) - 1;
}
