namespace Coaster.NvmlInterop.Library;

/// <summary>What came of opening the driver's library.</summary>
public abstract record NvmlOpening
{
    private NvmlOpening()
    {
    }

    /// <summary>The driver answers.</summary>
    /// <param name="Session">The session; whoever gets it disposes it.</param>
    public sealed record Opened(NvmlSession Session) : NvmlOpening;

    /// <summary>There is no driver to ask.</summary>
    /// <param name="Reason">Why, in words for a person, without a full stop.</param>
    public sealed record Unavailable(string Reason) : NvmlOpening;
}
