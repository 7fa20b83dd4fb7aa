namespace Coaster.KubeApi.Watching;

/// <summary>A message of a watch, and the version up to which all is told then.</summary>
/// <param name="Event">The message.</param>
/// <param name="ResourceVersion">The version; null when the message has none.</param>
internal readonly record struct WatchStep<T>(WatchEvent<T> Event, string? ResourceVersion)
    where T : class;
