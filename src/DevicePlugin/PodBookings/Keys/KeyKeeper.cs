using Coaster.BookingKeys;
using Coaster.PodBookings.Disk;

namespace Coaster.PodBookings.Keys;

/// <summary>The last good ring of keys. One without any key never takes its place: who can empty a ConfigMap by mistake must not stop the node.</summary>
internal sealed class KeyKeeper
{
    private readonly BookingFolder _folder;
    private readonly Action<string> _troubled;
    private volatile KeyRing? _ring;

    public KeyKeeper(BookingFolder folder, Action<string> troubled)
    {
        (_folder, _troubled) = (folder, troubled);
        if (folder.ReadKeys() is { } kept && KeyRing.Load(kept) is { KeyIds.Count: > 0 } ring)
            _ring = ring;
    }

    /// <summary>The keys whose bookings count; null before any were read.</summary>
    public KeyRing? Ring => _ring;

    /// <summary>Takes what a ConfigMap has now.</summary>
    public void Take(IReadOnlyDictionary<string, string>? data)
    {
        var bounded = KeyFileCodec.Bounded(data ?? new Dictionary<string, string>());
        var ring = KeyRing.Load(data ?? bounded);
        foreach (var problem in ring.Problems)
            _troubled($"of the keys that sign bookings {problem}");
        if (ring.KeyIds.Count == 0)
        {
            _troubled("there is no key that signs bookings in the ConfigMap, and the last ones count on");
            return;
        }

        _folder.Write(bounded);
        _ring = ring;
    }

    /// <summary>Takes that there is no ConfigMap.</summary>
    public void Lose() => _troubled("the ConfigMap with the keys that sign bookings is not there, and the last ones count on");
}
