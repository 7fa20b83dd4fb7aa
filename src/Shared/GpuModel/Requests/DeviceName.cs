using System.Globalization;
using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Requests;

/// <summary>
/// A GPU or MIG device as people name it: an index (<c>0</c>), a UUID (<c>GPU-…</c>, <c>MIG-…</c>), a PCI bus id, or
/// <c>GPU:MIG</c> by index (<c>0:1</c>). The forms are those of NVIDIA_VISIBLE_DEVICES.
/// </summary>
/// <param name="Text">The name as written.</param>
public readonly record struct DeviceName(string Text)
{
    /// <summary>The devices of the inventory that the name means: a GPU, or a MIG device with its GPU; null when there is none.</summary>
    public (Gpu Gpu, MigDevice? Mig)? Resolve(NodeInventory inventory)
    {
        if (Text.StartsWith("MIG-", StringComparison.OrdinalIgnoreCase))
            return inventory.FindMig(Text) is { } found ? (found.Gpu, found.Mig) : null;
        if (ByMigIndex(inventory) is { } mig)
            return mig;
        return FindGpu(inventory) is { } gpu ? (gpu, null) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private (Gpu, MigDevice?)? ByMigIndex(NodeInventory inventory)
    {
        var parts = Text.Split(':');
        if (parts.Length != 2 || !TryIndex(parts[0], out var gpuIndex) || !TryIndex(parts[1], out var migIndex))
            return null;
        var gpu = inventory.Gpus.FirstOrDefault(gpu => gpu.Index == gpuIndex);
        return gpu?.Mig.FirstOrDefault(mig => mig.Index == migIndex) is { } mig ? (gpu, mig) : null;
    }

    private Gpu? FindGpu(NodeInventory inventory)
    {
        var text = Text;
        if (TryIndex(text, out var index))
            return inventory.Gpus.FirstOrDefault(gpu => gpu.Index == index);
        return inventory.Find(text) ?? inventory.Gpus.FirstOrDefault(gpu => SamePci(gpu.PciBusId, text));
    }

    private static bool TryIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    /// <summary>sysfs writes the domain with four digits, NVML with eight.</summary>
    private static bool SamePci(string ours, string asked) =>
        asked.Length >= "0000:00:00.0".Length
        && string.Equals(ours.TrimStart('0'), asked.TrimStart('0'), StringComparison.OrdinalIgnoreCase);
}
