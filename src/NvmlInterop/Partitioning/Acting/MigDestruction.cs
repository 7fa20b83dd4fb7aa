using Coaster.GpuModel;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Partitioning.Gpus;

namespace Coaster.Partitioning.Acting;

/// <summary>Destroys compute instances, and then the GPU instance that has none left.</summary>
/// <param name="target">What.</param>
/// <param name="failure">How a failure is told.</param>
public sealed class MigDestruction(MigTarget target, MigFailure failure)
{
    /// <summary>Destroys all that a GPU is cut into.</summary>
    /// <exception cref="CoasterException">The driver refuses.</exception>
    internal static void RunAll(MigGpu gpu, MigFailure failure)
    {
        foreach (var part in gpu.Parts)
            _ = new MigDestruction(new MigTarget(gpu, part, part.Computes), failure).Run().Count();
    }

    /// <summary>Does it, and gives a line for each that is gone.</summary>
    /// <exception cref="CoasterException">The driver refuses.</exception>
    public IEnumerable<string> Run()
    {
        foreach (var compute in target.Computes)
        {
            var name = target.Gpu.DeviceOf(target.Part, compute) is { } mig
                ? $"{mig.Uuid} ({mig.Profile}, {target.Name}, CI {compute.Id})"
                : $"{target.Name}, CI {compute.Id}";
            Require(compute.Handle.Destroy(), name);
            yield return $"destroyed {name}";
        }

        if (target.IsWhole)
            Require(target.Part.Handle.Destroy(), target.Name);
        if (target.IsWhole && target.Computes.Count == 0)
            yield return $"destroyed {target.Gpu.ProfileOf(target.Part)} ({target.Name})";
    }

    private void Require(NvmlResult<NvmlStatus> result, string name)
    {
        if (!result.IsSuccess)
            throw failure.Driver($"the driver keeps {name}", result.Status);
    }
}
