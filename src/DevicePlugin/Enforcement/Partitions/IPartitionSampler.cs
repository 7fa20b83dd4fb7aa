namespace Coaster.Enforcement.Partitions;

/// <summary>Asks the driver what MIG devices hold and do.</summary>
public interface IPartitionSampler
{
    /// <summary>Asks about one.</summary>
    /// <param name="mig">Its UUID.</param>
    PartitionSample Sample(string mig);

    /// <summary>Lets go of what is kept for all but these.</summary>
    void Keep(IReadOnlySet<string> migs);
}
