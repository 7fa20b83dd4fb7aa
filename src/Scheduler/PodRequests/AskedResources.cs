using Coaster.GpuModel;
using Coaster.GpuModel.Requests;

namespace Coaster.PodRequests;

/// <summary>The resources that one container asks for, which are of one kind.</summary>
internal sealed class AskedResources
{
    private readonly IReadOnlyDictionary<string, int> _resources;

    /// <exception cref="CoasterException">They are of several kinds, of none that there is, or compute without memory.</exception>
    public AskedResources(IReadOnlyDictionary<string, int> resources)
    {
        _resources = resources;
        var kinds = resources.Keys.Select(KindOf).Distinct().Order(StringComparer.Ordinal).ToList();
        if (kinds.Count > 1)
            throw RequestReader.Refused(
                $"{string.Join(" and ", resources.Keys.Order(StringComparer.Ordinal))} are asked together",
                $"Ask for one of a share ({ResourceNames.Memory} with or without {ResourceNames.Core}, or {ResourceNames.Block}), whole GPUs ({ResourceNames.Whole}) and MIG devices");
        Kind = kinds.Count == 0 ? null : kinds[0];
        if (Core > 0 && Memory == 0)
            throw RequestReader.Refused($"{ResourceNames.Core} is asked without {ResourceNames.Memory}", $"Ask for {ResourceNames.Memory} too, or for {ResourceNames.Block}");
    }

    /// <summary>The resource that stands for the kind, or null when nothing is asked for.</summary>
    public string? Kind { get; }

    /// <summary>Units of memory.</summary>
    public int Memory => this[ResourceNames.Memory];

    /// <summary>Compute in percent.</summary>
    public int Core => this[ResourceNames.Core];

    /// <summary>Hundredths of memory and compute.</summary>
    public int Block => this[ResourceNames.Block];

    /// <summary>Whole GPUs.</summary>
    public int Whole => this[ResourceNames.Whole];

    /// <summary>MIG devices, by profile in the order of their names.</summary>
    public IReadOnlyList<MigAmount> Mig =>
        [.. _resources.OrderBy(asked => asked.Key, StringComparer.Ordinal).Select(asked => new MigAmount(asked.Key, asked.Value))];

    private int this[string resource] => _resources.GetValueOrDefault(resource);

    private static string KindOf(string resource) => resource switch
    {
        ResourceNames.Memory or ResourceNames.Core => ResourceNames.Memory,
        ResourceNames.Block or ResourceNames.Whole => resource,
        _ when ResourceNames.IsMig(resource) => "MIG devices",
        _ => throw RequestReader.Refused($"{resource} is asked, which is no resource of a GPU", "Correct its name: docs/api.md lists them"),
    };
}
