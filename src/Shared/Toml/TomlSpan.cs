namespace Coaster.Toml;

/// <summary>A part of a document's text.</summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset behind its last.</param>
public readonly record struct TomlSpan(int Start, int End);
