using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Informing;

/// <summary>
/// The last known state of objects, by name and by UID. What changed is told by UID: an object that was made again under its old name is one that
/// is gone and one that is new. For many readers beside one writer.
/// </summary>
/// <param name="kept">What is kept of an object; null for all of it.</param>
internal sealed class ObjectCache<T>(Func<T, T>? kept = null)
    where T : class, IKubernetesObject
{
    private volatile ImmutableDictionary<ObjectName, T> _byName = ImmutableDictionary<ObjectName, T>.Empty;
    private volatile ImmutableDictionary<string, T> _byUid = ImmutableDictionary<string, T>.Empty;

    public IReadOnlyList<T> All => [.. _byName.Values];

    public bool TryGet(ObjectName name, [NotNullWhen(true)] out T? found) => _byName.TryGetValue(name, out found);

    public bool TryGet(string uid, [NotNullWhen(true)] out T? found) => _byUid.TryGetValue(uid, out found);

    /// <summary>Takes a message of a watch; gives what is different now.</summary>
    public IReadOnlyList<(WatchEventType Type, T Object)> Apply(WatchEventType type, T told)
    {
        var known = _byName.GetValueOrDefault(ObjectName.Of(told));
        var isSame = known?.Metadata.Uid == told.Metadata.Uid;
        if (type == WatchEventType.Deleted)
            return isSame ? Remove(told) : [];
        var gone = known is null || isSame ? [] : Remove(known);
        var item = Kept(told);
        _byName = _byName.SetItem(ObjectName.Of(told), item);
        _byUid = _byUid.SetItem(told.Metadata.Uid, item);
        return [.. gone, (isSame ? WatchEventType.Modified : WatchEventType.Added, told)];
    }

    /// <summary>Takes a whole list; gives what is different now, what is gone first.</summary>
    public IReadOnlyList<(WatchEventType Type, T Object)> Replace(IReadOnlyList<T> listed)
    {
        var old = _byUid;
        var now = listed.DistinctBy(item => item.Metadata.Uid).ToDictionary(item => item.Metadata.Uid);
        _byUid = now.ToImmutableDictionary(item => item.Key, item => Kept(item.Value));
        _byName = _byUid.Values.DistinctBy(ObjectName.Of).ToImmutableDictionary(ObjectName.Of);
        var gone = old.Values.Where(item => !now.ContainsKey(item.Metadata.Uid)).Select(item => (WatchEventType.Deleted, item));
        var changed = now.Values
            .Where(item => old.GetValueOrDefault(item.Metadata.Uid)?.Metadata.ResourceVersion != item.Metadata.ResourceVersion)
            .Select(item => (old.ContainsKey(item.Metadata.Uid) ? WatchEventType.Modified : WatchEventType.Added, item));
        return [.. gone, .. changed];
    }

    private T Kept(T item) => kept is null ? item : kept(item);

    private IReadOnlyList<(WatchEventType Type, T Object)> Remove(T item)
    {
        _byName = _byName.Remove(ObjectName.Of(item));
        _byUid = _byUid.Remove(item.Metadata.Uid);
        return [(WatchEventType.Deleted, item)];
    }
}
