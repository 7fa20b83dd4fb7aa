namespace Coaster.Ledger;

/// <summary>What the programs that book and the program that injects have agreed on.</summary>
public static class RuntimeNames
{
    /// <summary>The name under which coaster-runtime waits for a container's end and clears up.</summary>
    public const string Reaper = "coaster-reaper";

    /// <summary>The name under which it is LXC's hook.</summary>
    public const string LxcHook = "coaster-lxc-hook";

    /// <summary>The name that dockerd looks for in PATH before it takes <c>--gpus</c>, and runs as a prestart hook.</summary>
    public const string PrestartHook = "nvidia-container-runtime-hook";

    /// <summary>The older name of the same.</summary>
    public const string OldPrestartHook = "nvidia-container-toolkit";

    /// <summary>The name that dockerd from 29.2 on looks for before it takes <c>--gpus</c> as CDI devices; it is never run.</summary>
    public const string CdiHook = "nvidia-cdi-hook";

    /// <summary>A container with this variable in its env was started on a booking, and must not run without one.</summary>
    public const string BookedVariable = "COASTER_BOOKED";

    /// <summary>Its value in a container that kubelet handed devices to: the node's agent knows the booking.</summary>
    public const string BookedByKubelet = "kubelet";
}
