using System.Buffers;

namespace Coaster.KubeApi.Watching;

/// <summary>Cuts a stream into lines, whichever way the network cut it. Of a line that is too long only the beginning is kept.</summary>
/// <param name="stream">The stream.</param>
/// <param name="most">How long a line may be, in bytes.</param>
internal sealed class WatchLineReader(Stream stream, int most) : IDisposable
{
    private const int FirstBuffer = 16 << 10;
    private const long MostSkipped = 1L << 30;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>The next line; null at the end. What stands behind the last line's end was cut off, and is no line.</summary>
    public async ValueTask<WatchLine?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        for (; ; )
        {
            var newline = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(searched + newline);
            if (_end - _start > most)
                return await SkipAsync(cancellationToken);
            searched = _end - _start;
            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    private WatchLine Take(int length)
    {
        var line = new WatchLine(_buffer.AsMemory(_start, Math.Min(length, most)), length > most);
        _start += length + 1;
        return line;
    }

    private async ValueTask<WatchLine?> SkipAsync(CancellationToken cancellationToken)
    {
        var head = _buffer.AsMemory(_start, Math.Min(most, FirstBuffer)).ToArray();
        for (var skipped = 0L; skipped < MostSkipped; skipped += _end)
        {
            (_start, _end) = (0, 0);
            if (!await FillAsync(cancellationToken))
                return null;
            var newline = _buffer.AsSpan(.._end).IndexOf((byte)'\n');
            if (newline < 0)
                continue;
            _start = newline + 1;
            return new WatchLine(head, true);
        }

        throw new IOException("a line does not end");
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var larger = _end - _start > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start.._end).CopyTo(larger);
        (_start, _end) = (0, _end - _start);
        if (larger != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
