using Coaster.GpuModel.Json;

namespace Coaster.GpuModel.Bookings;

/// <summary>The stable lower-case words for the bookings' enums, in annotations as in what the commands print.</summary>
public static class BookingWords
{
    internal static readonly WordMap<BookingKind> Kind = new(
        (BookingKind.Share, "share"), (BookingKind.Exclusive, "exclusive"), (BookingKind.Open, "open"));

    internal static readonly WordMap<CoreLimit> Limit = new((CoreLimit.Soft, "soft"), (CoreLimit.Hard, "hard"));

    internal static readonly WordMap<EnforcementTier> Tier = new(
        (EnforcementTier.Booked, "booked"),
        (EnforcementTier.Watcher, "watcher"),
        (EnforcementTier.Shim, "shim"),
        (EnforcementTier.Mps, "mps"),
        (EnforcementTier.Driver, "driver"),
        (EnforcementTier.Mig, "mig"));

    internal static readonly WordMap<Oversubscription> Part = new((Oversubscription.Core, "core"), (Oversubscription.Memory, "memory"));

    /// <summary>The tier that a word stands for.</summary>
    public static bool TryParse(string word, out EnforcementTier tier) => Tier.TryParse(word, out tier);

    /// <summary><c>share</c>, <c>exclusive</c> or <c>open</c>.</summary>
    public static string Word(this BookingKind kind) => Kind[kind];

    /// <summary><c>soft</c> or <c>hard</c>.</summary>
    public static string Word(this CoreLimit limit) => Limit[limit];

    /// <summary><c>core</c> and <c>memory</c>, as far as they are oversubscribed.</summary>
    public static IEnumerable<string> Words(this Oversubscription parts) =>
        new[] { Oversubscription.Core, Oversubscription.Memory }.Where(part => parts.HasFlag(part)).Select(part => Part[part]);

    /// <summary><c>booked</c>, <c>watcher</c>, <c>shim</c>, <c>mps</c>, <c>driver</c> or <c>mig</c>.</summary>
    public static string Word(this EnforcementTier tier) => Tier[tier];
}
