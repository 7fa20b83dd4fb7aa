using System.Text.Json;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Config;

/// <summary>One entry as it is understood by itself: which GPU it is about, and what it wants or what is wrong with it.</summary>
internal sealed record ModeEntry(string Gpu, GpuModeSpec? Mode, string? Problem)
{
    private const int MaxProfiles = 64;
    private const int MaxShown = 40;

    public static ModeEntry Read(JsonElement json)
    {
        try
        {
            return json.Deserialize(GpuConfigJson.Default.V1alpha1GpuConfigEntry) is { } entry ? Read(entry) : Bad("", "is null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Bad(GpuOf(json), "has a field that is unknown or of the wrong type");
        }
    }

    /// <summary>A word of somebody's for a message.</summary>
    public static string Quote(string text) => $"'{new string([.. text.Take(MaxShown).Select(letter => char.IsControl(letter) ? '?' : letter)])}'";

    private static ModeEntry Read(V1alpha1GpuConfigEntry entry)
    {
        var layout = entry.Layout ?? [];
        if (!InventoryWords.TryParse(entry.Mode, out var mode))
            return Bad(entry.Gpu, $"has the mode {Quote(entry.Mode)}, which is none of auto, shared, whole, local, mig");
        if (layout.Count > 0 && mode != GpuMode.Mig)
            return Bad(entry.Gpu, $"has a layout, which goes with the mode mig only, and the mode {mode.Word()}");
        if (layout.Count > MaxProfiles)
            return Bad(entry.Gpu, $"has a layout of more than {MaxProfiles} profiles");
        if (layout.Where(profile => !IsProfile(profile)).Select(profile => profile ?? "").FirstOrDefault() is { } wrong)
            return Bad(entry.Gpu, $"has the profile {Quote(wrong)}, which no MIG device can have");
        var spec = new GpuModeSpec(mode) { Layout = [.. layout.Order(StringComparer.Ordinal)] };
        return new ModeEntry(entry.Gpu, spec, null);
    }

    private static ModeEntry Bad(string gpu, string problem) => new(gpu, null, problem);

    private static bool IsProfile(string? profile) =>
        profile is { Length: > 0 }
        && char.IsAsciiDigit(profile[0])
        && profile.Contains("g.", StringComparison.Ordinal)
        && ResourceNames.OfMig(profile) is not null;

    // Whoever is named by an entry that is wrong otherwise stays as it is.
    private static string GpuOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("gpu", out var gpu) && gpu.ValueKind == JsonValueKind.String ? gpu.GetString()! : "";
}
