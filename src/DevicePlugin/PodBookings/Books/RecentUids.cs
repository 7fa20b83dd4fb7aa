namespace Coaster.PodBookings.Books;

/// <summary>The pods that were gone last. A late answer of the API server must not bring one back, and no other pod ever has its UID.</summary>
internal sealed class RecentUids(int most)
{
    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string uid)
    {
        if (!_uids.Add(uid))
            return;
        _order.Enqueue(uid);
        if (_order.Count > most)
            _uids.Remove(_order.Dequeue());
    }

    public bool Contains(string uid) => _uids.Contains(uid);
}
