using System.Diagnostics.CodeAnalysis;

namespace Coaster.KubeApi.Events;

/// <summary>Remembers so many values; of more, the oldest are forgotten. Not safe for several threads.</summary>
internal sealed class BoundedMemory<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = new();

    public int Count => _values.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        if (_values.TryGetValue(key, out var known))
            return known;
        if (_values.Count >= most)
            _values.Remove(_order.Dequeue());
        _order.Enqueue(key);
        return _values[key] = make();
    }
}
