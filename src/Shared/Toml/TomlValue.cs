namespace Coaster.Toml;

/// <summary>A value of TOML 1.0 (https://toml.io/en/v1.0.0). Two are equal when they hold the same, wherever they stood.</summary>
public abstract record TomlValue;
