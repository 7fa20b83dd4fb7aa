namespace Coaster.Cdi.Writing;

/// <summary>What became of one of our files.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Names">The names that it has now; without one there is no file.</param>
/// <param name="IsChanged">Whether it is another one than before.</param>
public sealed record PublishedSpec(string File, string Kind, IReadOnlyList<string> Names, bool IsChanged);
