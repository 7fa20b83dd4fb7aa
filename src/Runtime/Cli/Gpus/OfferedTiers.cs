using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Cli.Gpus;

/// <summary>What can hold shares of this machine's GPUs: the agent's word, or without one what is installed.</summary>
internal static class OfferedTiers
{
    internal static IReadOnlyDictionary<string, IReadOnlyList<EnforcementTier>> On(HostSettings settings, NodeInventory inventory)
    {
        var agent = new AgentClient(settings.StateDirectory).Status();
        var hasLibrary = Directory.Exists(Path.Combine(settings.LibraryDirectory, "quota"));
        return inventory.Gpus.Where(gpu => gpu.Uuid.Length > 0).ToDictionary(gpu => gpu.Uuid, gpu => Of(gpu, agent, hasLibrary));
    }

    internal static IReadOnlyList<EnforcementTier> Of(Gpu gpu, AgentStatus? agent, bool hasLibrary)
    {
        if (gpu.MigMode == MigMode.Enabled)
            return [EnforcementTier.Mig];
        if (agent?.Gpus.FirstOrDefault(status => status.Uuid == gpu.Uuid) is { } known)
            return [.. known.Tiers.OrderDescending()];
        return hasLibrary ? [EnforcementTier.Shim, EnforcementTier.Watcher] : [EnforcementTier.Watcher];
    }
}
