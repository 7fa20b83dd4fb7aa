using System.Buffers;
using System.IO.Pipelines;
using Coaster.KubeletApi.Authority;

namespace Coaster.KubeletApi.Tests.Authority;

/// <summary>Sends bytes through the reader in pieces.</summary>
internal static class Passing
{
    /// <summary>All that comes out; the one who reads consumes everything that is shown, or nothing before the end.</summary>
    public static async Task<byte[]> ThroughAsync(byte[] bytes, IReadOnlyList<int> pieces, bool isGreedy = true)
    {
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16, pauseWriterThreshold: 0));
        var reading = ReadAsync(new AuthorityReader(pipe.Reader), isGreedy);
        var at = 0;
        foreach (var piece in pieces.Append(bytes.Length))
        {
            var end = Math.Min(bytes.Length, at + piece);
            await pipe.Writer.WriteAsync(bytes.AsMemory(at, end - at));
            at = end;
        }

        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    public static byte[] Through(byte[] bytes, params int[] pieces) => ThroughAsync(bytes, pieces).GetAwaiter().GetResult();

    private static async Task<byte[]> ReadAsync(AuthorityReader reader, bool isGreedy)
    {
        var read = new List<byte>();
        while (true)
        {
            var result = await reader.ReadAsync();
            if (isGreedy || result.IsCompleted)
                read.AddRange(result.Buffer.ToArray());
            reader.AdvanceTo(isGreedy || result.IsCompleted ? result.Buffer.End : result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return [.. read];
        }
    }
}
