using System.Globalization;
using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Config;

/// <summary>
/// What a specification means for a node's GPUs. An entry that names a GPU stands above one for <c>*</c>, wherever it stands; of two of a kind the
/// later one counts. An entry that is refused disturbs no other, and changes nothing: the GPUs that it alone is about stay as they are.
/// </summary>
public static class GpuConfigReader
{
    private const int MaxEntries = 256;
    private const string All = "*";

    /// <summary>The modes that the specification wants.</summary>
    /// <param name="spec">The specification, null for none.</param>
    /// <param name="node">The node's GPUs.</param>
    public static WantedModes Read(V1alpha1GpuConfigSpec? spec, NodeInventory node)
    {
        var byGpu = new Dictionary<string, GpuModeSpec?>(StringComparer.Ordinal);
        var others = GpuModeSpec.Auto;
        var refusals = new List<string>();
        var entries = spec?.Gpus ?? [];
        foreach (var (entry, index) in entries.Take(MaxEntries).Select((json, index) => (ModeEntry.Read(json), index)))
        {
            var uuid = entry.Gpu == All ? null : Find(entry.Gpu, node);
            if (entry.Problem is not null)
                refusals.Add($"gpus[{index}] {entry.Problem}");
            if (entry.Gpu == All)
                others = entry.Mode;
            else if (uuid is not null)
                byGpu[uuid] = entry.Mode;
            else if (entry.Problem is null)
                refusals.Add($"gpus[{index}] names {ModeEntry.Quote(entry.Gpu)}, which is no GPU of this node");
        }

        if (entries.Count > MaxEntries)
            refusals.Add($"gpus has {entries.Count} entries, and the first {MaxEntries} count");
        return new WantedModes(byGpu, others, refusals);
    }

    private static string? Find(string word, NodeInventory node)
    {
        var gpu = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? node.Gpus.FirstOrDefault(gpu => gpu.Index == index)
            : node.Find(word);
        return gpu is { Uuid.Length: > 0 } ? gpu.Uuid : null;
    }
}
