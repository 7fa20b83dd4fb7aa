using Coaster.Enforcement.Partitions;

namespace Coaster.Enforcement.Tests.Partitions;

/// <summary>A driver that says the same of every MIG device.</summary>
internal sealed class FakePartitionSampler : IPartitionSampler
{
    public PartitionSample Answer { get; set; }

    public List<string> Asked { get; } = [];

    public IReadOnlySet<string> Kept { get; private set; } = new HashSet<string>();

    public PartitionSample Sample(string mig)
    {
        Asked.Add(mig);
        return Answer;
    }

    public void Keep(IReadOnlySet<string> migs) => Kept = migs;
}
