using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.Settings;

/// <summary>Reads the settings' <c>oversubscription</c>.</summary>
/// <param name="broken">Makes the failure that a mistake ends in.</param>
internal sealed class OversubscriptionSection(Func<string, CoasterException> broken)
{
    private const string Fields = "corePercent, memoryPercent";

    internal ShareBounds Read(ShareBounds bounds, JsonElement section) => section.EnumerateObject().Aggregate(bounds, With);

    private ShareBounds With(ShareBounds bounds, JsonProperty field) => field.Name switch
    {
        "corePercent" => bounds with { CorePercent = Percent(field, ShareBounds.MostCorePercent) },
        "memoryPercent" => bounds with { MemoryPercent = Percent(field, ShareBounds.MostMemoryPercent) },
        _ => throw broken($"it has a field 'oversubscription.{field.Name}', and only {Fields} are known there"),
    };

    private int Percent(JsonProperty field, int most) =>
        field.Value.TryGetInt32(out var percent) && percent >= ShareBounds.Whole && percent <= most
            ? percent
            : throw broken($"oversubscription.{field.Name} is {field.Value.GetRawText()}, and not a number from {ShareBounds.Whole} to {most}");
}
