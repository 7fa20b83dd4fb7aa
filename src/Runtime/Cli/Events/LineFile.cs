namespace Coaster.Cli.Events;

/// <summary>A file that grows by lines, read a part at a time. What has no line feed yet is kept until it has one.</summary>
/// <param name="path">The file.</param>
internal sealed class LineFile(string path) : IDisposable
{
    /// <summary>A line that is longer is told as an empty one, and not kept.</summary>
    internal const int MostBytes = 1 << 16;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private readonly byte[] _part = new byte[1 << 14];
    private readonly MemoryStream _rest = new();

    /// <summary>How far it is read, in bytes.</summary>
    internal long Position => _file.Position;

    /// <summary>The lines that were finished since the last call, without their line feeds.</summary>
    internal IEnumerable<byte[]> Read()
    {
        for (int count; (count = _file.Read(_part)) > 0;)
            for (var at = 0; at < count;)
            {
                var length = _part.AsSpan(at, count - at).IndexOf((byte)'\n');
                Keep(_part.AsSpan(at, length < 0 ? count - at : length));
                at += length < 0 ? count - at : length + 1;
                if (length >= 0)
                    yield return Take();
            }
    }

    /// <summary>What stands behind the last line feed; empty where nothing does.</summary>
    internal byte[] ReadRest() => Take();

    public void Dispose()
    {
        _file.Dispose();
        _rest.Dispose();
    }

    private void Keep(ReadOnlySpan<byte> part) => _rest.Write(part[..(int)Math.Min(part.Length, MostBytes + 1 - _rest.Length)]);

    private byte[] Take()
    {
        var line = _rest.Length > MostBytes ? [] : _rest.ToArray();
        _rest.SetLength(0);
        return line;
    }
}
