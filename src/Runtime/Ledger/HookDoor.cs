namespace Coaster.Ledger;

/// <summary>By which door a hook was put into a container: the values of <see cref="RuntimeNames.HookVariable"/>.</summary>
public static class HookDoor
{
    /// <summary>A CDI file of ours gave the devices: they are booked, and the image gets the rest of the driver.</summary>
    public const string Cdi = "cdi";

    /// <summary>Somebody else's CDI file gave everything: the devices are booked, and no more.</summary>
    public const string Book = "book";

    /// <summary>Podman runs it for every container: devices that were given are booked, and what is asked for by annotation or env is given.</summary>
    public const string Podman = "podman";

    /// <summary>coaster-runtime has done everything already but what the agent must know, and the clearing up.</summary>
    public const string Runtime = "runtime";
}
