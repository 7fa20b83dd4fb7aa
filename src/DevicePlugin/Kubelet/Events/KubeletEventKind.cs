namespace Coaster.Kubelet.Events;

/// <summary>What happened between kubelet and the device plugin.</summary>
public enum KubeletEventKind
{
    /// <summary>Kubelet is not there; that is normal before it starts.</summary>
    Waiting,

    /// <summary>Kubelet knows a resource and listens to its devices.</summary>
    Registered,

    /// <summary>Kubelet does not listen any more; it is told of the resource again.</summary>
    Lost,

    /// <summary>Our socket was removed while kubelet listened, and is there again.</summary>
    Restored,

    /// <summary>Kubelet could not be told of a resource; it is tried again.</summary>
    Failed,

    /// <summary>The devices of a resource have long been gone, and kubelet forgets it.</summary>
    Closed,

    /// <summary>Kubelet asked for devices that cannot be handed out; that ends the pod.</summary>
    Refused,

    /// <summary>Kubelet does not tell what it has handed out.</summary>
    Unreadable,

    /// <summary>Kubelet handed out devices of other GPUs than are booked.</summary>
    Drift,
}
