using System.Text;

namespace Coaster.Toml;

/// <summary>
/// A text of TOML 1.0, read: its values, and where they stand, so that a small change can be made in the text and everything else of it,
/// comments too, stays as it was.
/// </summary>
public sealed class TomlDocument
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<TomlValue, TomlSpan> _spans;
    private readonly Dictionary<string, TomlSpan> _rootStatements;

    internal TomlDocument(string text, TomlTable root, Dictionary<TomlValue, TomlSpan> spans, Dictionary<string, TomlSpan> rootStatements)
    {
        Text = text;
        Root = root;
        _spans = spans;
        _rootStatements = rootStatements;
    }

    /// <summary>The text that was read.</summary>
    public string Text { get; }

    /// <summary>All its values.</summary>
    public TomlTable Root { get; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="TomlException">It is not TOML 1.0, or values are nested deeper than 64.</exception>
    public static TomlDocument Parse(string text) => new TomlReader(text).Read();

    /// <summary>Reads a text of UTF-8.</summary>
    /// <exception cref="TomlException">It is not UTF-8 or not TOML 1.0, or values are nested deeper than 64.</exception>
    public static TomlDocument Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return Parse(Strict.GetString(text));
        }
        catch (DecoderFallbackException error)
        {
            throw new TomlException(1 + text[..error.Index].Count((byte)'\n'), "a byte is not UTF-8");
        }
    }

    /// <summary>Where a value of this document stands: of arrays and inline tables with their brackets, of strings with their quotes.</summary>
    /// <returns>Null for tables that headers or dotted keys make.</returns>
    public TomlSpan? SpanOf(TomlValue value) => _spans.TryGetValue(value, out var span) ? span : null;

    /// <summary>Where the statement <c>key = value</c> stands that gives the root a plain key, before any header; null when there is none.</summary>
    public TomlSpan? RootStatement(string key) => _rootStatements.TryGetValue(key, out var span) ? span : null;

    /// <summary>The line of an offset, from 1.</summary>
    public int LineOf(int offset) => 1 + Text.AsSpan(0, offset).Count('\n');
}
