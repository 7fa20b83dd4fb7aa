using System.Collections.Concurrent;

namespace Coaster.Enforcement.Contexts;

/// <summary>What a context holds on each GPU, in bytes: measured once on this machine, and never less than what was seen since.</summary>
public sealed class ContextCosts
{
    /// <summary>What is assumed where it cannot be measured.</summary>
    public const long Assumed = 512L << 20;

    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a context on a GPU is taken to hold, or null while nobody knows.</summary>
    public long? Of(string uuid) => _bytes.TryGetValue(uuid, out var bytes) ? bytes : null;

    /// <summary>All that is known.</summary>
    public IReadOnlyDictionary<string, long> All => _bytes;

    /// <summary>Learns what one holds; the largest figure counts.</summary>
    public void Learn(string uuid, long bytes) => _bytes.AddOrUpdate(uuid, bytes, (_, known) => Math.Max(known, bytes));
}
