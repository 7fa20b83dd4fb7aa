namespace Coaster.Toml;

/// <summary>A date, a time of day or both, with an offset or without: the text of RFC 3339 that stood there, which is a possible one.</summary>
public sealed record TomlDateTime(string Text) : TomlValue;
