namespace Coaster.Cli.Configure.Docker;

/// <summary>A member of an object, as offsets into the text: from its name's quote, its value, and behind its value.</summary>
internal readonly record struct JsonMember(string Name, int Start, int ValueStart, int End);
