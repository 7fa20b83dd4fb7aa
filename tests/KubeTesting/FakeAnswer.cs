namespace Coaster.KubeTesting;

/// <summary>What the fake API server answers.</summary>
internal sealed record FakeAnswer(int Status, string Body)
{
    public string? RetryAfter { get; init; }

    /// <summary>Whether the connection is cut instead.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether nothing comes at all.</summary>
    public bool IsSilent { get; init; }

    public static FakeAnswer Ok(string body) => new(200, body);

    public static FakeAnswer Refused(int code, string reason) => new(code, Json.Status(code, reason));
}
