namespace Coaster.Ledger;

/// <summary>What the programs that book and the program that injects have agreed on.</summary>
public static class RuntimeNames
{
    /// <summary>The name under which coaster-runtime waits for a container's end and clears up.</summary>
    public const string Reaper = "coaster-reaper";

    /// <summary>A container with this variable in its env was started on a booking, and must not run without one.</summary>
    public const string BookedVariable = "COASTER_BOOKED";
}
