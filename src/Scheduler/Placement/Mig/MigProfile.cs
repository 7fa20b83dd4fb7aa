namespace Coaster.Placement.Mig;

/// <summary>A kind of GPU instance, as the driver describes it for one GPU.</summary>
/// <param name="Id">The number that the driver makes it by.</param>
/// <param name="Name">Its name, such as <c>3g.71gb</c>.</param>
/// <param name="ComputeSlices">Its compute slices.</param>
/// <param name="MaxInstances">How many of them an empty GPU has room for.</param>
/// <param name="DriverLimit">How many more the driver says that it can make now, or null where it does not say.</param>
/// <param name="Slots">Where it may lie on an empty GPU.</param>
public sealed record MigProfile(int Id, string Name, int ComputeSlices, int MaxInstances, int? DriverLimit, IReadOnlyList<MigSlot> Slots)
{
    /// <summary>Its memory slices; 0 when there is no place for it.</summary>
    public int Size => Slots.Select(static slot => slot.IsSound ? slot.Size : 0).DefaultIfEmpty(0).Max();

    /// <summary>Where it may lie, lowest first.</summary>
    internal IEnumerable<MigSlot> InOrder => Slots.Where(static slot => slot.IsSound).OrderBy(static slot => slot.Start);
}
