namespace Coaster.KubeApi.Watching;

/// <summary>A line of a watch.</summary>
/// <param name="Bytes">The line without its end, or the beginning of one that is too long; valid until the next is read.</param>
/// <param name="IsTooLong">Whether it was longer than the bound.</param>
internal readonly record struct WatchLine(ReadOnlyMemory<byte> Bytes, bool IsTooLong);
