using Coaster.Cli.Output;
using Coaster.GpuModel.Inventory;

namespace Coaster.Cli.Mig;

/// <summary>The profiles of each GPU and what fits of them, then the instances that exist.</summary>
internal static class MigTables
{
    public static IEnumerable<string> Of(MigListing listing)
    {
        var instances = Instances(listing);
        return Profiles(listing).Lines().Concat(listing.Gpus.Any(static entry => entry.Cut is { Parts.Count: > 0 }) ? instances.Lines().Prepend("") : []);
    }

    private static TextTable Profiles(MigListing listing)
    {
        var table = new TextTable("GPU", "MODEL", "MIG", "PROFILE", "ID", "MEMORY", "COMPUTE", "FITS", "FREE PLACES");
        foreach (var (gpu, cut) in listing.Gpus)
        {
            if (cut is null)
                table.Add($"{gpu.Index}", gpu.Model, Mode(gpu), null, null, null, null, null, null);
            foreach (var profile in cut?.Layout.Profiles ?? [])
                table.Add(
                    $"{gpu.Index}", gpu.Model, Mode(gpu), profile.Name, $"{profile.Id}", $"{cut!.KindOf(profile).MemoryMiB}MiB", $"{profile.ComputeSlices}",
                    $"{cut.Layout.Fits(profile)} of {profile.MaxInstances}", string.Join(", ", cut.Layout.FreeSlots(profile)));
        }

        return table;
    }

    private static TextTable Instances(MigListing listing)
    {
        var table = new TextTable("MIG", "GI", "CI", "PROFILE", "SLICES", "UUID", "HOLDER");
        foreach (var (gpu, cut) in listing.Gpus)
            foreach (var (part, compute, device) in cut is null ? [] : MigListing.Instances(cut))
                table.Add(
                    device is null ? $"{gpu.Index}" : $"{gpu.Index}:{device.Index}", $"{part.Info.Id}", $"{compute?.Id}",
                    device?.Profile ?? cut!.ProfileOf(part), $"{part.Slot}", device?.Uuid, listing.Holders.Of(gpu, device));
        return table;
    }

    private static string Mode(Gpu gpu) => gpu.MigMode == MigMode.Enabled ? "on" : "off";
}
