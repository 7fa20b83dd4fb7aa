namespace Coaster.Cdi.Model;

/// <summary>A device of a specification.</summary>
/// <param name="Name">Its name within the kind.</param>
/// <param name="Edits">What is applied when it is asked for.</param>
/// <param name="IsAnnotated">Whether it has annotations.</param>
internal sealed record CdiSpecDevice(string Name, CdiEdits Edits, bool IsAnnotated = false);
