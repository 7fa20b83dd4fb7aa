using System.Globalization;
using Coaster.GpuModel;
using Coaster.Partitioning.Gpus;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Asking;

/// <summary>Reads the profiles that a person asks for, as the driver of one GPU names them.</summary>
/// <param name="gpu">The GPU.</param>
/// <param name="failure">How a failure is told.</param>
public sealed class MigAskReader(MigGpu gpu, MigFailure failure)
{
    /// <summary>More than any GPU has room for; a longer list is a mistake, and its refusal would be as long.</summary>
    private const int Most = 64;

    /// <summary>What the words ask for, in their order; each may hold several profiles with commas between them.</summary>
    /// <param name="words">Names or numbers of profiles.</param>
    /// <exception cref="CoasterException">A profile does not exist.</exception>
    public IReadOnlyList<MigAsk> Read(IEnumerable<string> words)
    {
        var names = words.SelectMany(static word => word.Split(',', StringSplitOptions.TrimEntries)).Take(Most + 1).ToList();
        return names.Count <= Most
            ? [.. names.Select(Read)]
            : throw failure.Of($"more than {Most} MIG devices are asked for", "Ask for fewer");
    }

    /// <summary>What one name or number asks for; null when the GPU has no such profile.</summary>
    public MigAsk? TryRead(string name)
    {
        if (Find(name) is { } whole)
            return new MigAsk(whole.Name, whole, whole.ComputeSlices);
        // 1c.3g.71gb is a compute instance of one slice in a GPU instance of 3g.71gb.
        return name.Length > 3 && name[0] is >= '1' and <= '9' && name[1] is 'c' or 'C' && name[2] == '.' && Find(name[3..]) is { } profile
            && name[0] - '0' <= profile.ComputeSlices
            ? new MigAsk(name[0] - '0' == profile.ComputeSlices ? profile.Name : $"{name[0]}c.{profile.Name}", profile, name[0] - '0')
            : null;
    }

    private MigAsk Read(string name) => TryRead(name) ?? throw failure.Of(
        $"{gpu.Name} has no profile {name}",
        $"Name one of these, or its number: {MigFailure.Listed(gpu.Layout.Profiles.Select(static known => $"{known.Name} ({known.Id})"))}");

    private MigProfile? Find(string name) => gpu.Layout.Profiles.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? gpu.Layout.Find(id) : null);
}
