using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;

namespace Coaster.Settings;

/// <summary>Reads the settings' <c>enforcement</c>.</summary>
/// <param name="broken">Makes the failure that a mistake ends in.</param>
internal sealed class EnforcementSection(Func<string, CoasterException> broken)
{
    private const string Fields = "weakest, overLimit, overLimitMiB, managed";

    internal EnforcementPolicy Read(EnforcementPolicy policy, JsonElement section) => section.EnumerateObject().Aggregate(policy, With);

    private EnforcementPolicy With(EnforcementPolicy policy, JsonProperty field) => field.Name switch
    {
        "weakest" => policy with { Weakest = Tier(field.Value.GetString()) },
        "overLimit" => policy with { OverLimit = Action(field.Value.GetString()) },
        "overLimitMiB" => policy with { OverLimitMiB = Slack(field.Value) },
        "managed" => policy with { ManagedInFull = Managed(field.Value.GetString()) },
        _ => throw broken($"it has a field 'enforcement.{field.Name}', and only {Fields} are known there"),
    };

    private EnforcementTier Tier(string? word) => word is not null && BookingWords.TryParse(word, out var tier)
        ? tier
        : throw broken($"enforcement.weakest is '{word}', and not booked, watcher, shim, mps, driver or mig");

    private OverLimit Action(string? word) => word switch
    {
        "kill" => OverLimit.Kill,
        "freeze" => OverLimit.Freeze,
        "warn" => OverLimit.Warn,
        _ => throw broken($"enforcement.overLimit is '{word}', and not kill, freeze or warn"),
    };

    private bool Managed(string? word) => word switch
    {
        "full" => true,
        "use" => false,
        _ => throw broken($"enforcement.managed is '{word}', and not full or use"),
    };

    private int Slack(JsonElement value) => value.TryGetInt32(out var mib) && mib is >= 0 and <= (int)MemorySize.MaxMiB
        ? mib
        : throw broken($"enforcement.overLimitMiB is {value.GetRawText()}, and not a number from 0 to {MemorySize.MaxMiB}");
}
