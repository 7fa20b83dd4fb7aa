namespace Coaster.Cdi;

/// <summary>A device that can be asked for.</summary>
/// <param name="Name">Its qualified name.</param>
/// <param name="File">The specification that describes it.</param>
public sealed record CdiDevice(CdiName Name, string File);
