using System.Collections.ObjectModel;
using System.Text;

namespace Grpc.Core;

/// <summary>The headers or trailers of a call, in order; names may repeat.</summary>
public sealed class Metadata : Collection<Metadata.Entry>
{
    /// <summary>The end of the names whose values are bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>None; nothing can be added.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly bool _isReadOnly;

    /// <summary>None so far.</summary>
    public Metadata()
        : this(isReadOnly: false)
    {
    }

    private Metadata(bool isReadOnly) => _isReadOnly = isReadOnly;

    /// <summary>Adds a value that is text.</summary>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds a value that is bytes.</summary>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>The last entry of that name, or null.</summary>
    public Entry? Get(string key) => this.LastOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last value of that name, or null.</summary>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <inheritdoc/>
    protected override void InsertItem(int index, Entry item)
    {
        if (_isReadOnly)
            throw new InvalidOperationException("these headers are everybody's: make your own");
        base.InsertItem(index, item);
    }

    /// <summary>One header.</summary>
    public sealed class Entry
    {
        /// <summary>A value that is text.</summary>
        /// <exception cref="ArgumentException">The name is that of a value of bytes.</exception>
        public Entry(string key, string value)
        {
            (Key, Value, ValueBytes) = (key.ToLowerInvariant(), value, Encoding.ASCII.GetBytes(value));
            if (IsBinary)
                throw new ArgumentException($"{key} is the name of bytes", nameof(key));
        }

        /// <summary>A value that is bytes.</summary>
        /// <exception cref="ArgumentException">The name is that of text: it lacks <see cref="BinaryHeaderSuffix"/>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            (Key, Value, ValueBytes) = (key.ToLowerInvariant(), Convert.ToBase64String(valueBytes), valueBytes);
            if (!IsBinary)
                throw new ArgumentException($"the name of bytes ends in {BinaryHeaderSuffix}, and {key} does not", nameof(key));
        }

        /// <summary>The name, in small letters.</summary>
        public string Key { get; }

        /// <summary>The text; of bytes, their Base64.</summary>
        public string Value { get; }

        /// <summary>The bytes; of text, its ASCII.</summary>
        public byte[] ValueBytes { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);
    }
}
