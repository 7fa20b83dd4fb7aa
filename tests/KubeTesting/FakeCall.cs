namespace Coaster.KubeTesting;

/// <summary>A call as the fake API server got it.</summary>
internal sealed record FakeCall(string Method, string Path, IReadOnlyDictionary<string, string> Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsWatch => Query.GetValueOrDefault("watch") == "true";

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Path}";
}
