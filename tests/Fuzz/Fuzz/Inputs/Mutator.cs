using System.Text;

namespace Coaster.Fuzz.Inputs;

/// <summary>Makes wrong inputs out of right ones: bytes changed, cut out, doubled, moved between two seeds, or replaced by words of the language.</summary>
/// <param name="seeds">Inputs that are right.</param>
/// <param name="words">Words of the language.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words)
{
    private const int MostEdits = 6;
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next(Random random)
    {
        var bytes = seeds[random.Next(seeds.Count)];
        for (var edits = random.Next(MostEdits); edits > 0; edits--)
            bytes = Edit(bytes, random);
        return bytes;
    }

    private byte[] Edit(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + random.Next(1, 24));
        return random.Next(7) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]],
            3 => [.. bytes[..at], .. Word(random), .. bytes[at..]],
            4 => [.. bytes[..at], .. Word(random), .. bytes[end..]],
            5 => Splice(bytes[..at], seeds[random.Next(seeds.Count)], random),
            _ => [.. bytes[..at], .. Enumerable.Repeat(bytes[at..end], random.Next(1, 60)).SelectMany(part => part), .. bytes[end..]],
        };
    }

    private byte[] Word(Random random) => _words.Length == 0 ? [(byte)random.Next(256)] : _words[random.Next(_words.Length)];

    private static byte[] Splice(byte[] head, byte[] other, Random random) => [.. head, .. other[random.Next(other.Length + 1)..]];
}
