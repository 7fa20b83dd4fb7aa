using System.Globalization;
using Coaster.GpuBench.Placement.Replay;

namespace Coaster.GpuBench.Placement.Report;

/// <summary>The curves of a replay as values with commas between them.</summary>
internal static class CurveFile
{
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, Replayed replayed) => File.WriteAllLines(
        path,
        replayed.Allocated.Means.Zip(replayed.Fragmented.Means)
            .Select((value, percent) => string.Create(CultureInfo.InvariantCulture, $"{percent},{value.First:0.000},{value.Second:0.000}"))
            .Prepend("arrived,allocated,frag"));
}
