using Coaster.GpuModel;

namespace Coaster.Cli.Run;

/// <summary>The <c>-e</c> of docker: <c>NAME=VALUE</c>, or <c>NAME</c> for a variable of ours, which is left out when we have none.</summary>
internal static class EnvOption
{
    internal static IReadOnlyList<string> Merge(IEnumerable<string> defaults, IEnumerable<string> options)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in defaults.Concat(options.Select(Resolve).OfType<string>()))
            variables[variable.Split('=', 2)[0]] = variable;
        return [.. variables.Values];
    }

    private static string? Resolve(string option)
    {
        if (option.Length == 0 || option[0] == '=')
            throw new CoasterException("cannot use -e", $"'{option}' has no name", "Write NAME=VALUE");
        if (option.Contains('='))
            return option;
        return Environment.GetEnvironmentVariable(option) is { } value ? $"{option}={value}" : null;
    }
}
