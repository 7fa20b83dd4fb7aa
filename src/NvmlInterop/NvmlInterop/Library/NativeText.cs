using System.Text;

namespace Coaster.NvmlInterop.Library;

/// <summary>Text in buffers that native code filled.</summary>
internal static unsafe class NativeText
{
    /// <summary>
    /// The text up to its zero, or up to the end of a buffer that has none. Bytes that are no UTF-8 become replacement characters.
    /// </summary>
    public static string Read(byte* buffer, int size)
    {
        var bytes = new ReadOnlySpan<byte>(buffer, size);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>The text as UTF-8 with a zero at its end.</summary>
    public static byte[] Write(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
