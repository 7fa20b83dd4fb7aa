using Coaster.BookingKeys.Keys;
using Coaster.GpuModel;

namespace Coaster.BookingKeys;

/// <summary>
/// The public keys whose bookings count. While a key is being replaced both are in it: the new one is added first, the scheduler then signs with
/// it, and the old one is removed when no pod has a booking of it any more. Immutable.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The most entries that are read.</summary>
    public const int MaxEntries = 16;

    private readonly Dictionary<string, PublicKey> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private KeyRing()
    {
    }

    /// <summary>The ids of the keys, in the order of their entries' names.</summary>
    public IReadOnlyCollection<string> KeyIds => _keys.Keys;

    /// <summary>What of the data is not used, and why: a sentence without its full stop for each entry.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>
    /// The keys of a ConfigMap. One broken entry must not make the others unusable: it is left out and told in <see cref="Problems"/>.
    /// </summary>
    /// <param name="data">The ConfigMap's data: any names, and public keys as PEM.</param>
    public static KeyRing Load(IReadOnlyDictionary<string, string> data)
    {
        var ring = new KeyRing();
        foreach (var (name, pem) in data.OrderBy(entry => entry.Key, StringComparer.Ordinal).Take(MaxEntries))
            ring.Add(name, pem);
        if (data.Count > MaxEntries)
            ring._problems.Add($"there are {data.Count} entries, and only the first {MaxEntries} by name are read");
        return ring;
    }

    internal PublicKey? Find(string id) => _keys.GetValueOrDefault(id);

    private void Add(string name, string pem)
    {
        try
        {
            var key = PublicKey.FromPem(pem);
            _keys[key.Id] = key;
        }
        catch (CodecException e)
        {
            _problems.Add($"the entry '{(Identifiers.IsName(name) ? name : "?")}' {e.Message}");
        }
    }
}
