using Coaster.GpuModel;
using Coaster.KubeApi.Models;

namespace Coaster.PodModel.Pods;

/// <summary>Reads what a container asks for. Extended resources have equal requests and limits, so the limits tell all.</summary>
public static class ResourceLimits
{
    /// <summary>How many resources of ours a container may ask for.</summary>
    public const int MaxNames = 16;
    /// <summary>How long the name of one may be.</summary>
    public const int MaxName = 80;
    private const string Domain = "ten.ai/";

    /// <summary>What is asked for of <c>ten.ai/</c> resources, in the order of their names; what is 0 is left out.</summary>
    /// <exception cref="CodecException">It is no whole number of devices, or of too many resources.</exception>
    public static IReadOnlyDictionary<string, int> Read(V1ResourceRequirements? resources)
    {
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, text) in resources?.Limits ?? new Dictionary<string, string>())
        {
            if (!IsOurs(name) || Amount(name, text) is not (> 0 and var amount))
                continue;
            found[name] = amount;
            if (found.Count > MaxNames)
                throw new CodecException("", $"asks for more than {MaxNames} resources");
        }
        return found;
    }

    /// <summary>Whether a resource is one of ours by its name.</summary>
    public static bool IsOurs(string name) =>
        name.StartsWith(Domain, StringComparison.Ordinal) && name.Length is > 7 and <= MaxName && Identifiers.IsName(name[Domain.Length..]);

    private static int Amount(string name, string text) =>
        ResourceQuantity.TryParse(text, out var quantity) && quantity.IsWhole && quantity.Value is >= 0 and <= int.MaxValue
            ? (int)quantity.Value
            : throw new CodecException("", $"asks for an amount of {name} that is no whole number of devices");
}
