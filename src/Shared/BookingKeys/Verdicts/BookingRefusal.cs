namespace Coaster.BookingKeys.Verdicts;

/// <summary>Why a booking does not count. The names are the reasons of the events.</summary>
public enum BookingRefusal
{
    /// <summary>The text is longer than any that is written.</summary>
    TooLarge,

    /// <summary>It is not the text of a booking.</summary>
    Malformed,

    /// <summary>It has no signature.</summary>
    Unsigned,

    /// <summary>It is signed with a key that is not in the ring: removed after a rotation, or a stranger's.</summary>
    UnknownKey,

    /// <summary>The key did not sign this.</summary>
    BadSignature,

    /// <summary>It was signed for another pod.</summary>
    OtherPod,

    /// <summary>It was signed for another node.</summary>
    OtherNode,

    /// <summary>It names a container that the pod does not have.</summary>
    UnknownContainer,

    /// <summary>A later one for the same pod was seen already.</summary>
    StaleEpoch,
}
