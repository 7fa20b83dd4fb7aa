namespace Coaster.Toml;

/// <summary>A whole number of 64 bits.</summary>
public sealed record TomlInteger(long Value) : TomlValue;
