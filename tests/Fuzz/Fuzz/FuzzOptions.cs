using System.Globalization;

namespace Coaster.Fuzz;

/// <summary>What the command line says.</summary>
/// <param name="Inputs">How many inputs there are in all.</param>
/// <param name="Seed">The number that decides every one of them.</param>
/// <param name="Target">The only target, or null for all.</param>
/// <param name="At">The number of the only input, or null for all.</param>
internal sealed record FuzzOptions(int Inputs, int Seed, string? Target, int? At)
{
    public static FuzzOptions? Parse(string[] args)
    {
        var options = new FuzzOptions(20_000, Random.Shared.Next(), null, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    private FuzzOptions? With(string name, string value) => (name, int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) switch
    {
        ("--inputs", true) => this with { Inputs = number },
        ("--seed", true) => this with { Seed = number },
        ("--at", true) => this with { At = number },
        ("--target", _) => this with { Target = value },
        _ => null,
    };
}
