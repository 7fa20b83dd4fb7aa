using System.Globalization;
using System.Text;

namespace Grpc.Wire;

/// <summary>The text of a status on the wire: UTF-8 in which everything but printable ASCII, and the percent sign, is percent-encoded.</summary>
internal static class WireText
{
    internal static string Write(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
            if (unit is >= 0x20 and <= 0x7E and not (byte)'%')
                written.Append((char)unit);
            else
                written.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        return written.ToString();
    }

    /// <summary>The text; what is not encoded well stays as it is, as the specification asks.</summary>
    internal static string Read(string text) => Uri.UnescapeDataString(text);
}
