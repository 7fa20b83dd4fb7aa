namespace Coaster.Ledger;

/// <summary>Who keeps a container alive, and so what its end looks like.</summary>
public enum ContainerEngine
{
    /// <summary>The command that started it: the container ends with it.</summary>
    Runc,

    /// <summary>dockerd.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>containerd, for ctr, nerdctl or a kubelet.</summary>
    Containerd,

    /// <summary>CRI-O.</summary>
    Crio,

    /// <summary>LXC.</summary>
    Lxc,

    /// <summary>Somebody else who follows the runtime specification.</summary>
    Oci,

    /// <summary>Nobody: a folder that is made ready for chroot(2), until that is undone.</summary>
    Chroot,
}
