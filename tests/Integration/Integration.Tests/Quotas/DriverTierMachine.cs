using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>A machine whose driver holds cgroups to their memory by itself.</summary>
public sealed class DriverTierMachine : IDisposable
{
    public QuotaMachine Quotas { get; } = new("h200:3", driver: SimulatedDriver.LimitsMemory);

    /// <summary>Where the agent keeps which limits it set, a file for each container.</summary>
    public string Records => Path.Combine(Quotas.Machine.StateDirectory, "limits");

    /// <summary>Waits until no container has a limit.</summary>
    public void WaitUntilCleared() => Assert.True(
        SpinWait.SpinUntil(() => !Directory.EnumerateFileSystemEntries(Records).Any(), TimeSpan.FromSeconds(60)), "a limit is still set");

    public void Dispose() => Quotas.Dispose();
}
