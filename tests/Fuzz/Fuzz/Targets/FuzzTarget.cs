namespace Coaster.Fuzz.Targets;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Input">Makes an input from random numbers.</param>
/// <param name="Feed">Reads it; it returns when the input is accepted, and throws a declared failure when it is not.</param>
internal sealed record FuzzTarget(string Name, Func<Random, byte[]> Input, Action<byte[]> Feed);
