namespace Coaster.KubeApi;

/// <summary>The bounds within which the API server is spoken to.</summary>
public sealed record KubernetesOptions
{
    /// <summary>How long a call may take with all its retries.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is sent at most when the API server asks to come again later.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How large an answer may be, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 64 << 20;

    /// <summary>How many objects a page of a list has.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How large one event of a watch may be, in bytes. The API server's own bound for an object is some 1.5 MiB in another encoding.</summary>
    public int MaxEventBytes { get; init; } = 8 << 20;

    /// <summary>After how long the API server is asked to end a watch; each asks for up to twice that, so that not all end at once.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a watch may be silent before the connection counts as dead. Bookmarks come about once a minute.</summary>
    public TimeSpan WatchSilence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before the first reconnection; it doubles with each that follows at once.</summary>
    public TimeSpan FirstReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a reconnection.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
