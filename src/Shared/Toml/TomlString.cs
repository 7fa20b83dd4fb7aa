namespace Coaster.Toml;

/// <summary>A string, without its quotes and escapes.</summary>
public sealed record TomlString(string Value) : TomlValue;
