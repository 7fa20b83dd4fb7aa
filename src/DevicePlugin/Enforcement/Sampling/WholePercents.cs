namespace Coaster.Enforcement.Sampling;

/// <summary>
/// What the driver told in whole percent, a figure for each process and one for the GPU. Each is rounded by itself, so that eight processes of 3.6 % seem to
/// have 32 % together, step after step. What the sum misses of the GPU's own figure is rounding, and is spread over the processes evenly: the likeliest
/// values where each error is as likely as the other.
/// </summary>
internal static class WholePercents
{
    // Rounded or cut off.
    private const double MostError = 1;

    /// <summary>The likeliest percent of each process; together never more than all of it.</summary>
    /// <param name="ofProcess">What was told of each.</param>
    /// <param name="ofGpu">What was told of the GPU for the same time; null where it was not.</param>
    internal static Dictionary<int, double> Unround(IReadOnlyDictionary<int, int> ofProcess, double? ofGpu)
    {
        var missing = ofGpu is { } whole ? (Math.Clamp(whole, 0, 100) - ofProcess.Values.Sum()) / Math.Max(1, ofProcess.Count) : 0;
        var likely = ofProcess.ToDictionary(process => process.Key, process => Math.Max(0, process.Value + Math.Clamp(missing, -MostError, MostError)));
        var most = Math.Max(100, likely.Values.Sum());
        return likely.ToDictionary(process => process.Key, process => process.Value * 100 / most);
    }
}
