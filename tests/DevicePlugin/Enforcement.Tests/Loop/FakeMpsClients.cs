using Coaster.Enforcement.Tiers.Mps;

namespace Coaster.Enforcement.Tests.Loop;

/// <summary>Lists of clients, a new one each time.</summary>
internal sealed class FakeMpsClients : IMpsClients
{
    private long _number;

    public IReadOnlyCollection<int> Pids { get; set; } = [];

    public MpsClientList Of(string gpu) => new(_number++, Pids.ToHashSet());
}
