using System.Text;

namespace Coaster.KubeletApi.Tests.Authority;

/// <summary>What clients send first, byte by byte.</summary>
internal static class Requests
{
    public const string Path = "/var/lib/kubelet/plugins/vkwx/gpu.sock";

    /// <summary>The path in the code of RFC 7541, as kubelet 1.20.2 sends one of its length: 38 letters in 29 bytes.</summary>
    public static byte[] Literal(string value, bool isIndexed = true) => [(byte)(isIndexed ? 0x41 : 0x01), .. HuffmanString(value)];

    public static byte[] PlainLiteral(string value) => [0x41, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    /// <summary>POST and http, then what is given, then a path and what gRPC wants.</summary>
    public static byte[] Block(byte[] authority) =>
    [
        0x83, 0x86, .. authority,
        .. Named(0x44, "/v1beta1.DevicePlugin/GetDevicePluginOptions"),
        .. Named(0x5F, "application/grpc"),
        .. Header("te", "trailers"),
    ];

    public static byte[] Connection(byte[] authority) => Frames(Frame(1, 0x4, Block(authority)));

    public static byte[] Frames(params byte[][] frames) =>
        [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(4, 0, []), .. Frame(8, 0, [0, 0, 0xFF, 0xFF], stream: 0), .. frames.SelectMany(frame => frame)];

    public static byte[] Frame(byte type, byte flags, byte[] payload, byte? stream = null) =>
    [
        (byte)(payload.Length >> 16 & 0xFF), (byte)(payload.Length >> 8 & 0xFF), (byte)(payload.Length & 0xFF), type, flags,
        0, 0, 0, stream ?? (byte)(type <= 1 ? 1 : 0), .. payload,
    ];

    public static byte[] HuffmanString(string value)
    {
        var bits = string.Concat(value.Select(letter => Codes[letter]));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        return [(byte)(0x80 | bits.Length / 8), .. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    private static byte[] Named(byte index, string value) => index == 0x5F
        ? [0x0F, 0x10, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)]
        : [index, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Header(string name, string value) =>
        [0x40, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static readonly Dictionary<char, string> Codes = Numbered(0, 5, "012aceiost")
        .Concat(Numbered(0b010100, 6, " %-./3456789=A_bdfghlmnpru"))
        .Concat(Numbered(0b1011100, 7, ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz"))
        .Concat(Numbered(0b11111000, 8, "&*,;XZ"))
        .Concat(Numbered(0b1111111000, 10, "!\"()?"))
        .Concat(Numbered(0b11111111010, 11, "'+|"))
        .Concat(Numbered(0b111111111010, 12, "#>"))
        .Concat(Numbered(0b1111111111000, 13, "\0$@[]~"))
        .Concat(Numbered(0b11111111111100, 14, "^}"))
        .Concat(Numbered(0b111111111111100, 15, "<`{"))
        .Append(new('\\', "1111111111111110000"))
        .ToDictionary();

    private static IEnumerable<KeyValuePair<char, string>> Numbered(int first, int length, string letters) =>
        letters.Select((letter, index) => new KeyValuePair<char, string>(letter, Convert.ToString(first + index, 2).PadLeft(length, '0')));
}
