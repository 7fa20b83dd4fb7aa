namespace Coaster.Cdi;

/// <summary>Why a specification, or a device in it, does not count.</summary>
/// <param name="File">The file or folder.</param>
/// <param name="Why">What is wrong with it; no full stop.</param>
public sealed record CdiProblem(string File, string Why);
