using Coaster.Ledger;

namespace Coaster.Enforcement.Events;

/// <summary>Something that happened to a container's quota.</summary>
/// <param name="Container">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Gpu">The GPU that it is about, or null.</param>
/// <param name="LimitBytes">What it may hold there.</param>
/// <param name="UsedBytes">What it holds.</param>
public sealed record EnforcementEvent(
    string Container, string Name, EventKind Kind, string Message, string? Gpu = null, long LimitBytes = 0, long UsedBytes = 0)
{
    internal static EnforcementEvent Of(LedgerEntry entry, EventKind kind, string message) => new(entry.Id, entry.Container.Container, kind, message);
}
