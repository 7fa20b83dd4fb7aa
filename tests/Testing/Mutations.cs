using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Testing;

/// <summary>Texts that were right once: bytes changed, cut out or doubled, as disks and hostile writers do.</summary>
public static class Mutations
{
    public static Gen<byte[]> Of(string text)
    {
        var original = Encoding.UTF8.GetBytes(text);
        return from count in Gen.Choose(1, 4)
               from edits in Edit(original.Length).ArrayOf(count)
               select edits.Aggregate(original, (bytes, edit) => edit(bytes));
    }

    private static Gen<Func<byte[], byte[]>> Edit(int length) =>
        from at in Gen.Choose(0, length - 1)
        from size in Gen.Choose(1, 12)
        from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("{}[]\",:-019\\".Select(letter => (int)letter).ToArray()))
        from kind in Gen.Choose(0, 2)
        select (Func<byte[], byte[]>)(bytes => Apply(bytes, Math.Min(at, bytes.Length - 1), size, (byte)value, kind));

    private static byte[] Apply(byte[] bytes, int at, int size, byte value, int kind)
    {
        if (bytes.Length == 0)
            return [value];
        var end = Math.Min(at + size, bytes.Length);
        return kind switch
        {
            0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[end..]],
            _ => [.. bytes[..end], .. bytes[at..]],
        };
    }
}
