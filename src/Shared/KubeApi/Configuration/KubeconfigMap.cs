using System.Text;
using System.Text.Json.Nodes;

namespace Coaster.KubeApi.Configuration;

/// <summary>A map of a kubeconfig, whose values are what they must be or the file is refused with their place.</summary>
/// <param name="path">The file.</param>
/// <param name="place">Where the map stands in it, such as <c>cluster 'test'</c>; empty for the whole.</param>
/// <param name="node">The map.</param>
internal sealed class KubeconfigMap(string path, string place, JsonNode? node)
{
    private readonly JsonObject _map = node as JsonObject
        ?? throw new KubeConfigException($"{path}: {(place.Length == 0 ? "the file" : place)} is no map");

    public KubeConfigException Wrong(string what, Exception? inner = null) => new($"{path}: {place}{(place.Length == 0 ? "it" : "")} {what}", inner);

    /// <summary>A text; null when there is none or it is empty.</summary>
    public string? Text(string name) => _map[name] switch
    {
        null => null,
        JsonValue value => value.GetValue<string>() is { Length: > 0 } text ? text : null,
        _ => throw Wrong($"has a '{name}' that is no text"),
    };

    public string Required(string name) => Text(name) ?? throw Wrong($"has no '{name}'");

    public bool Truth(string name) => Text(name) switch
    {
        null or "false" or "False" or "FALSE" => false,
        "true" or "True" or "TRUE" => true,
        _ => throw Wrong($"has a '{name}' that is neither true nor false"),
    };

    /// <summary>A path; in the file it may be relative to the file's own folder.</summary>
    public string? File(string name) => Text(name) is { } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file) : null;

    /// <summary>What stands in base64 under <c>NAME-data</c>, or else in the file that NAME names.</summary>
    public string? Content(string name)
    {
        if (Text(name + "-data") is not { } data)
            return File(name) is { } file ? ConfigFiles.Text(file) : null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException error)
        {
            throw Wrong($"has a '{name}-data' that is no base64", error);
        }
    }

    /// <summary>What the entry of that name in a list holds.</summary>
    public KubeconfigMap Named(string list, string name, string what)
    {
        var entries = _map[list] as JsonArray ?? throw Wrong($"has no list '{list}'");
        var entry = entries.Select(item => new KubeconfigMap(path, $"an entry of {list}", item)).FirstOrDefault(item => item.Text("name") == name)
            ?? throw Wrong($"has no {what} '{name}'");
        return new KubeconfigMap(path, $"{what} '{name}'", entry._map[what]);
    }

    /// <exception cref="KubeConfigException">One of them is there.</exception>
    public void Refuse(params string[] names)
    {
        if (names.FirstOrDefault(name => _map[name] is not null) is { } name)
            throw Wrong($"has '{name}', which is not supported: use a token, a token's file or a client certificate, and no proxy");
    }
}
