namespace Coaster.KubeApi.Http;

/// <summary>Where the objects of a kind are (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris).</summary>
internal sealed class ResourcePath(string group, string version, string plural)
{
    private readonly string _root = group.Length == 0 ? $"/api/{Segment(version)}" : $"/apis/{Segment(group)}/{Segment(version)}";
    private readonly string _plural = Segment(plural);

    /// <summary>The path of all objects, or of one, or of a subresource of one.</summary>
    /// <exception cref="ArgumentException">A name is none.</exception>
    public string Of(string? @namespace, string? name = null, string? subresource = null) =>
        _root
        + (string.IsNullOrEmpty(@namespace) ? "" : "/namespaces/" + Segment(@namespace))
        + "/" + _plural
        + (name is null ? "" : "/" + Segment(name))
        + (subresource is null ? "" : "/" + Segment(subresource));

    // The API server refuses the same; a path that was rewritten on the way would be another object's.
    private static string Segment(string text) => text is "" or "." or ".." || text.AsSpan().IndexOfAny('/', '%') >= 0
        ? throw new ArgumentException($"'{text}' is no name of an object")
        : Uri.EscapeDataString(text);
}
