using Coaster.Partitioning.Asking;
using Coaster.Partitioning.Gpus;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Layouts;

/// <summary>Where the devices of a layout go on a GPU that has nothing else.</summary>
internal sealed class MigLayoutPlan(MigGpu gpu, MigFailure failure)
{
    /// <summary>A place for each profile, or why there can be none.</summary>
    public (IReadOnlyList<(MigAsk Ask, MigSlot Slot)> Wanted, string? Never) Of(IReadOnlyList<string> profiles)
    {
        var reader = new MigAskReader(gpu, failure);
        var asked = profiles.Select(reader.TryRead).ToList();
        // The devices are compared with the layout by the driver's own names.
        for (var i = 0; i < profiles.Count; i++)
            if (asked[i]?.Name != profiles[i])
                return ([], $"{gpu.Name} has no profile {profiles[i]}; it has {MigFailure.Listed(gpu.Layout.Profiles.Select(static known => known.Name))}");
        var empty = Empty();
        return MigPlanner.Plan(empty, [.. asked.Select(ask => empty.Find(ask!.Profile.Id)!)]) switch
        {
            MigPlanned planned => ([.. asked.Select(static ask => ask!).Zip(planned.Slots)], null),
            MigRefused refused => ([], $"{gpu.Name}: {refused.Why}; what would fit is {refused.Offer}"),
            _ => throw new InvalidOperationException("the planner answered neither yes nor no"),
        };
    }

    /// <summary>What there is goes before anything is made; what the driver says that it can still make is about the GPU as it is.</summary>
    private MigLayout Empty() => new([.. gpu.Layout.Profiles.Select(static profile => profile with { DriverLimit = null })], []);
}
