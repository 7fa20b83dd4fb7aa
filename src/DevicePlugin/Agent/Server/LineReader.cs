using System.Net.Sockets;

namespace Coaster.Agent.Server;

/// <summary>Reads one line of bounded length from a socket.</summary>
internal static class LineReader
{
    /// <summary>The line without its end; null when the other side says too much, or ends before its line does.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ReadAsync(Socket socket, int mostBytes, CancellationToken bound)
    {
        var buffer = new byte[mostBytes];
        for (var filled = 0; filled < buffer.Length;)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(filled), bound).ConfigureAwait(false);
            if (count == 0)
                return null;
            var end = buffer.AsSpan(filled, count).IndexOf((byte)'\n');
            if (end >= 0)
                return buffer.AsMemory(0, filled + end);
            filled += count;
        }

        return null;
    }
}
