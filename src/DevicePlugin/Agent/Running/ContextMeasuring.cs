using Coaster.Enforcement.Contexts;
using Coaster.Enforcement.Sampling;

namespace Coaster.Agent.Running;

/// <summary>Has contexts measured on GPUs whose model is not known yet, beside the loop.</summary>
/// <param name="sampler">Who has the driver open.</param>
/// <param name="contexts">Where the figures are kept.</param>
/// <param name="probe">How it is measured.</param>
internal sealed class ContextMeasuring(NvmlSampler sampler, ContextCosts contexts, ContextProbe probe)
{
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Measures on those that were never asked about; once only, because what fails once mostly fails again.</summary>
    internal Task Begin(IEnumerable<string> gpus)
    {
        var unknown = gpus.Where(gpu => sampler.Session is not null && _asked.Add(gpu)).ToList();
        return unknown.Count == 0 ? Task.CompletedTask : Task.Run(() => MeasureAsync(unknown));
    }

    private async Task MeasureAsync(IReadOnlyList<string> gpus)
    {
        foreach (var gpu in gpus)
            if (Name(gpu) is var (driver, model) && !contexts.Knows(gpu, driver, model)
                && await probe.MeasureAsync(sampler, gpu).ConfigureAwait(false) is { } bytes)
                contexts.Learn(gpu, driver, model, bytes);
    }

    private (string Driver, string Model)? Name(string gpu) =>
        sampler.Session?.GetDriverVersion() is { IsSuccess: true } driver && sampler.Device(gpu)?.GetName() is { IsSuccess: true } model
            ? (driver.Value, model.Value)
            : null;
}
