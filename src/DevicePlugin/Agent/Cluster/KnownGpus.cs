using System.Text;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Posix;

namespace Coaster.Agent.Cluster;

/// <summary>
/// The node's GPUs as they were last seen. A GPU that does not answer keeps what was known of it: what is offered must not shrink under the pods that
/// are booked on it, nor after a restart of this program while it is lost. They are kept until the machine is booted again: a GPU that was taken out is
/// then forgotten.
/// </summary>
/// <param name="file">Where they are kept.</param>
internal sealed class KnownGpus(string file)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private volatile NodeInventory? _current = Read(file);

    /// <summary>The GPUs, or null before the driver has ever answered.</summary>
    internal NodeInventory? Current => _current;

    /// <summary>Takes what the driver says now.</summary>
    /// <returns>Whether anything is different.</returns>
    internal bool Take(NodeInventory seen)
    {
        var merged = Merge(Current, seen);
        var text = InventoryCodec.Encode(merged);
        if (Current is not null && text == InventoryCodec.Encode(Current))
            return false;
        _current = merged;
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(text), OwnerOnly, durable: true);
        return true;
    }

    /// <summary>What is seen, with what is known already of those that do not tell, and those that are not even listed.</summary>
    private static NodeInventory Merge(NodeInventory? known, NodeInventory seen)
    {
        if (known is null)
            return seen;
        var gpus = seen.Gpus.Where(gpu => gpu.Uuid.Length > 0).Select(gpu => gpu.MemoryMiB > 0 ? gpu : Remembered(known, gpu)).ToList();
        var missing = known.Gpus.Where(gpu => gpu.Uuid.Length > 0 && seen.Find(gpu.Uuid) is null).Select(gpu => gpu with { Health = GpuHealth.Lost });
        return seen with { Gpus = Numbered([.. gpus, .. missing]) };
    }

    private static Gpu Remembered(NodeInventory known, Gpu seen) =>
        known.Find(seen.Uuid) is { } before ? before with { Index = seen.Index, Health = seen.Health } : seen;

    /// <summary>In the order of their indices, none twice: a GPU that is gone from the driver's list may have had one that another has now.</summary>
    private static List<Gpu> Numbered(List<Gpu> gpus)
    {
        var next = 0;
        return [.. gpus.OrderBy(gpu => gpu.Index).ThenBy(gpu => gpu.Health).Select(gpu =>
        {
            var index = Math.Max(next, gpu.Index);
            next = index + 1;
            return gpu with { Index = index };
        })];
    }

    private static NodeInventory? Read(string file)
    {
        try
        {
            return PlainFile.TryRead(file) is { } text ? InventoryCodec.Decode(text) : null;
        }
        catch (Exception error) when (error is CodecException or IOException or UnauthorizedAccessException)
        {
            // The driver tells it anew.
            return null;
        }
    }
}
