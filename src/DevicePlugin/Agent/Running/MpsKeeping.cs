using Coaster.Enforcement.Tiers.Mps;

namespace Coaster.Agent.Running;

/// <summary>Sees to the MPS daemons once a second, beside the loop: a control program that hangs must hold up nobody's limits.</summary>
/// <param name="daemons">The daemons.</param>
internal sealed class MpsKeeping(MpsDaemons daemons)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private string? _lastFailures;

    /// <summary>Once; what goes wrong is said once.</summary>
    internal void Step()
    {
        var failures = string.Join('\n', daemons.Keep().Select(error => error.Line));
        if (failures.Length > 0 && failures != _lastFailures)
            Console.Error.WriteLine(failures);
        _lastFailures = failures;
    }

    /// <summary>Until it is told to end; daemons that containers need outlive the agent.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Period, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ending.IsCancellationRequested)
                Step();
        }
    }
}
