using System.Text;

namespace Coaster.Cli.Configure.Docker;

/// <summary>
/// What is ours in dockerd's daemon.json: one runtime, and maybe the default (https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file).
/// </summary>
internal static class DaemonJson
{
    private const string Name = ConfigureOptions.RuntimeName;
    private const string Runtimes = "runtimes";
    private const string DefaultRuntime = "default-runtime";

    /// <summary>The text with our runtime. The entry has no <c>args</c>: for those dockerd would start a shell each time.</summary>
    /// <exception cref="JsonTextException">The text is not what dockerd reads.</exception>
    public static byte[] Add(byte[]? text, string runtime, bool makeDefault)
    {
        var result = string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text ?? [])) ? "{}\n"u8.ToArray() : text!;
        if (!Has(result, runtime))
        {
            var root = JsonObjectText.Parse(result);
            var unit = root.Indent() is { Length: > 0 } found ? found : "  ";
            result = root.Child(Runtimes) is { } runtimes
                ? runtimes.With(Name, indent => Entry(indent, unit, runtime))
                : root.With(Runtimes, indent => Block(indent, unit, Name, inner => Entry(inner, unit, runtime)));
        }

        return makeDefault ? JsonObjectText.Parse(result).With(DefaultRuntime, _ => JsonString.Of(Name)) : result;
    }

    /// <summary>The text without our runtime.</summary>
    /// <param name="text">A text.</param>
    /// <param name="formerDefault">What the default was before ours; null for dockerd's own.</param>
    /// <exception cref="JsonTextException">The text is not what dockerd reads.</exception>
    public static byte[] Remove(byte[] text, string? formerDefault = null)
    {
        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text)))
            return text;
        var root = JsonObjectText.Parse(text);
        if (root.Text(DefaultRuntime) == Name)
            root = JsonObjectText.Parse(
                formerDefault is null ? root.Without(DefaultRuntime) : root.With(DefaultRuntime, _ => JsonString.Of(formerDefault)));
        var runtimes = root.Child(Runtimes);
        if (runtimes?.Find(Name) is null)
            return root.Bytes;
        return runtimes.Count == 1 ? root.Without(Runtimes) : runtimes.Without(Name);
    }

    /// <summary>Whether our runtime is there, wherever it leads.</summary>
    public static bool Has(byte[] text) => Child(text)?.Find(Name) is not null;

    /// <summary>What containers get that name no runtime; null for dockerd's own.</summary>
    public static string? DefaultOf(byte[] text) => JsonObjectText.Parse(text).Text(DefaultRuntime);

    /// <summary>Where our runtime leads; null when it is not there.</summary>
    public static string? PathOf(byte[] text) => Child(text) is { } runtimes && runtimes.Find(Name) is not null ? runtimes.Child(Name)?.Text("path") : null;

    private static bool Has(byte[] text, string runtime) => PathOf(text) == runtime && Child(text)!.Child(Name)!.Count == 1;

    private static JsonObjectText? Child(byte[] text) => JsonObjectText.Parse(text).Child(Runtimes);

    private static string Entry(string? indent, string unit, string runtime) => Block(indent, unit, "path", _ => JsonString.Of(runtime));

    private static string Block(string? indent, string unit, string name, Func<string?, string> value) => indent is null
        ? $"{{{JsonString.Of(name)}: {value(null)}}}"
        : $"{{\n{indent}{unit}{JsonString.Of(name)}: {value(indent + unit)}\n{indent}}}";
}
