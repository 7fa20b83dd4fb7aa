using System.Text;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.Publishing.Node;

/// <summary>What of ours shall stand on the node.</summary>
internal sealed record WantedMetadata(string Inventory, IReadOnlyDictionary<string, string?> Labels)
{
    public const string Annotation = "ten.ai/inventory";

    // All annotations of an object together may have 256 KiB, and the node's are not ours alone.
    private const int MaxBytes = 128 * 1024;

    /// <exception cref="CoasterException">The inventory is too large.</exception>
    public static WantedMetadata Of(NodeInventory node)
    {
        var text = InventoryCodec.Encode(node);
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= MaxBytes
            ? new WantedMetadata(text, NodeLabels.Of(node))
            : throw new CoasterException(
                "cannot publish the node's GPUs", $"the inventory has {bytes} bytes, and {MaxBytes} fit the node's annotations", "Cut fewer MIG devices");
    }

    /// <summary>The one change that makes the node's metadata what they shall be; null when they are.</summary>
    public V1Patch? PatchFor(V1ObjectMeta seen)
    {
        var labels = Labels.Where(label => seen.Labels?.GetValueOrDefault(label.Key) != label.Value).ToDictionary();
        var annotations = new Dictionary<string, string?>();
        if (seen.Annotations?.GetValueOrDefault(Annotation) != Inventory)
            annotations[Annotation] = Inventory;
        return labels.Count + annotations.Count > 0 ? V1Patch.OfMetadata(annotations, labels) : null;
    }
}
