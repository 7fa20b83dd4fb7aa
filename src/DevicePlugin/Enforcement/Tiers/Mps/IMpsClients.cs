namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>Who is a client of which MPS daemon.</summary>
public interface IMpsClients
{
    /// <summary>The clients of a GPU's daemon as they were listed last; null while there is no list.</summary>
    /// <param name="gpu">The GPU's UUID.</param>
    MpsClientList? Of(string gpu);
}
