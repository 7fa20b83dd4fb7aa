namespace Coaster.Placement;

/// <summary>What became of a request: <see cref="Placed"/> or <see cref="Refused"/>.</summary>
public abstract record PlacementResult
{
    private protected PlacementResult()
    {
    }
}
