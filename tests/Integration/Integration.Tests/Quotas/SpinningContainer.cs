using System.Globalization;
using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>A container that launches kernels of a known length without end, and the GPU time that its finished kernels needed.</summary>
internal sealed class SpinningContainer : IDisposable
{
    private readonly RunningContainer _container;

    public SpinningContainer(QuotaMachine machine, string gpus, string kind, int us = 500, int grid = 132, int processes = 1)
    {
        _container = machine.Machine.Start(gpus, $"quota-probe spin {kind} --us {us} --grid {grid} --processes {processes}");
        _container.WaitForOutput("gpu_us=");
    }

    /// <summary>The GPU time that it got between two moments of the machine's monotonic clock, in milliseconds.</summary>
    public double Milliseconds(long fromNs, long toNs)
    {
        var points = Points();
        return (At(points, toNs) - At(points, fromNs)) / 1000;
    }

    /// <summary>Whether it has reported a moment that late.</summary>
    public bool Reached(long ns) => Points() is { Count: > 0 } points && points[^1].AtNs >= ns;

    public void Dispose() => _container.Dispose();

    private static double At(List<(double Us, long AtNs)> points, long ns)
    {
        var after = points.FindIndex(point => point.AtNs >= ns);
        var (late, early) = (points[after], points[Math.Max(after - 1, 0)]);
        var part = late.AtNs == early.AtNs ? 0 : (double)(ns - early.AtNs) / (late.AtNs - early.AtNs);
        return early.Us + (part * (late.Us - early.Us));
    }

    private List<(double Us, long AtNs)> Points() => [.. _container.Output.Split('\n')
        .Where(line => line.StartsWith("gpu_us=", StringComparison.Ordinal) && line.Contains(" at_ns=", StringComparison.Ordinal))
        .Select(line => line["gpu_us=".Length..].Split(" at_ns="))
        .Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), long.Parse(pair[1], CultureInfo.InvariantCulture)))];
}
