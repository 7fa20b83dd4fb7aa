namespace Coaster.Toml;

/// <summary>True or false.</summary>
public sealed record TomlBoolean(bool Value) : TomlValue;
