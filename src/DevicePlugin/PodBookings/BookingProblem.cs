using Coaster.BookingKeys.Verdicts;

namespace Coaster.PodBookings;

/// <summary>Why a pod's booking does not count on this node. The names are the reasons of the events; the first ones are the verifier's.</summary>
public enum BookingProblem
{
    /// <inheritdoc cref="BookingRefusal.TooLarge"/>
    TooLarge = BookingRefusal.TooLarge,

    /// <inheritdoc cref="BookingRefusal.Malformed"/>
    Malformed = BookingRefusal.Malformed,

    /// <inheritdoc cref="BookingRefusal.Unsigned"/>
    Unsigned = BookingRefusal.Unsigned,

    /// <inheritdoc cref="BookingRefusal.UnknownKey"/>
    UnknownKey = BookingRefusal.UnknownKey,

    /// <inheritdoc cref="BookingRefusal.BadSignature"/>
    BadSignature = BookingRefusal.BadSignature,

    /// <inheritdoc cref="BookingRefusal.OtherPod"/>
    OtherPod = BookingRefusal.OtherPod,

    /// <inheritdoc cref="BookingRefusal.OtherNode"/>
    OtherNode = BookingRefusal.OtherNode,

    /// <inheritdoc cref="BookingRefusal.UnknownContainer"/>
    UnknownContainer = BookingRefusal.UnknownContainer,

    /// <inheritdoc cref="BookingRefusal.StaleEpoch"/>
    StaleEpoch = BookingRefusal.StaleEpoch,

    /// <summary>It names a GPU or a MIG device that this node does not have.</summary>
    UnknownGpu,

    /// <summary>It names a GPU that belongs to the node's own ledger.</summary>
    GpuNotOffered,

    /// <summary>What it gives is held already, by other pods or twice by the pod itself.</summary>
    Overlaps,

    /// <summary>What the pod's containers are named or ask for is nothing that an API server takes.</summary>
    BadPod,

    /// <summary>The API server's word of the pod could not be read.</summary>
    Unreadable,

    /// <summary>There are more pods on the node than are kept.</summary>
    TooManyPods,

    /// <summary>It could not be written to the node's disk, without which it would not outlive the agent.</summary>
    NotKept,

    /// <summary>It waits: no key was read yet. Not told to the observer.</summary>
    KeysUnknown,

    /// <summary>It waits: the node's GPUs are not known yet. Not told to the observer.</summary>
    GpusUnknown,
}
