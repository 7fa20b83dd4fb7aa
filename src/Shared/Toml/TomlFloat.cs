namespace Coaster.Toml;

/// <summary>A floating-point number; infinities and nan are values too.</summary>
public sealed record TomlFloat(double Value) : TomlValue;
