using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>What the driver itself counts as used on a GPU.</summary>
/// <param name="state">The simulated driver's state file.</param>
/// <param name="gpu">The GPU's index.</param>
internal sealed class SimulatedMemory(string state, int gpu)
{
    private static readonly string Control = Path.Combine(SimulatedDriver.Home, "bin/coaster-simctl");

    /// <summary>What is used now, in bytes.</summary>
    public long Used => Shown("used_mib=");

    /// <summary>The most that was used at once since <see cref="ForgetPeak"/>, in bytes. The driver counts it with every taking: none is missed.</summary>
    public long Peak => Shown("peak_mib=");

    /// <summary>Has the peak begin anew, with what is used now.</summary>
    public void ForgetPeak() => Shell.Run(Control, "set", state, $"{gpu}", "peak=0");

    private long Shown(string key) => QuotaMachine.MiB * long.Parse(
        Shell.Run(Control, "show", state).Split('\n').Where(line => line.StartsWith(key, StringComparison.Ordinal)).ElementAt(gpu)[key.Length..]);
}
