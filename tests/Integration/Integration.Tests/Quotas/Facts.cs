using System.Globalization;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>What a probe found: its lines of <c>key=value</c>. Several probes in one container write the same keys several times.</summary>
public sealed class Facts
{
    private readonly ILookup<string, string> _values;

    private Facts(int exitCode, string text)
    {
        (ExitCode, Text) = (exitCode, text);
        _values = text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
    }

    public int ExitCode { get; }

    /// <summary>Both streams, for messages.</summary>
    public string Text { get; }

    /// <summary>The value of a key that is there once.</summary>
    public string this[string key] => _values[key].Count() == 1 ? _values[key].First() : throw new InvalidOperationException($"'{key}' is not there once: {Text}");

    public static Facts Of(ProgramRun run) => new(run.ExitCode, run.Output + run.Error);

    public static Facts Of(string output) => new(0, output);

    public long Number(string key) => long.Parse(this[key], CultureInfo.InvariantCulture);

    public IReadOnlyList<string> All(string key) => [.. _values[key]];
}
