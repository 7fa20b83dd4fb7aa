using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>Who holds something, and until when to believe it.</summary>
public sealed record V1LeaseSpec
{
    /// <summary>Who.</summary>
    public string HolderIdentity { get; set; } = "";

    /// <summary>How long after the last renewal the holder counts as gone, in seconds.</summary>
    public int? LeaseDurationSeconds { get; set; }

    /// <summary>How often it went from one holder to another.</summary>
    public int? LeaseTransitions { get; set; }

    /// <summary>The last renewal, in UTC.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTime? RenewTime { get; set; }
}
