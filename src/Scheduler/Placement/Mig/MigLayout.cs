namespace Coaster.Placement.Mig;

/// <summary>How one GPU is cut now, and how it can be cut; all of it as the driver tells it.</summary>
/// <param name="Profiles">The kinds of GPU instances that it can have.</param>
/// <param name="Held">The GPU instances that exist.</param>
public sealed record MigLayout(IReadOnlyList<MigProfile> Profiles, IReadOnlyList<MigHolding> Held)
{
    /// <summary>The compute slices of the whole GPU: as many as the most of one kind add up to.</summary>
    public int ComputeSlices => Profiles.Select(static profile => profile.ComputeSlices * profile.MaxInstances).DefaultIfEmpty(0).Max();

    /// <summary>Those of them that no instance has.</summary>
    public int FreeComputeSlices => Math.Max(0, ComputeSlices - Held.Sum(held => Find(held.ProfileId)?.ComputeSlices ?? 0));

    /// <summary>One bit for each memory slice that is taken.</summary>
    internal uint Taken => Held.Aggregate(0u, static (mask, held) => mask | held.Slot.Mask);

    /// <summary>The profile of an id, or null.</summary>
    public MigProfile? Find(int id) => Profiles.FirstOrDefault(profile => profile.Id == id);

    /// <summary>The places of a profile that are free, lowest first; they may overlap one another.</summary>
    public IReadOnlyList<MigSlot> FreeSlots(MigProfile profile) => [.. profile.InOrder.Where(slot => (slot.Mask & Taken) == 0)];

    /// <summary>How many instances of a profile fit now, when nothing else is made.</summary>
    public int Fits(MigProfile profile) => Math.Min(MigRoom.Disjoint(FreeSlots(profile)), Limit(profile));

    /// <summary>How many more of a profile there may be, wherever they lie.</summary>
    internal int Limit(MigProfile profile)
    {
        var left = Math.Max(0, profile.MaxInstances - Held.Count(held => held.ProfileId == profile.Id));
        var compute = profile.ComputeSlices > 0 ? FreeComputeSlices / profile.ComputeSlices : left;
        return Math.Min(Math.Min(left, compute), profile.DriverLimit ?? left);
    }
}
