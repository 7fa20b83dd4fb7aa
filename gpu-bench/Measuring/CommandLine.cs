using System.Globalization;

namespace Coaster.GpuBench.Measuring;

/// <summary>Options as all benchmarks have them: a name and a value, any number of times.</summary>
public static class CommandLine
{
    /// <summary>The options with all that the words say.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="options">What holds where nothing is said.</param>
    /// <param name="with">The options with one name and its value, which is empty where it is missing; null when it is not understood.</param>
    /// <returns>Null when one of them is not understood.</returns>
    public static T? Read<T>(string[] words, T options, Func<T, string, string, T?> with)
        where T : class
    {
        for (var i = 0; i < words.Length; i += 2)
        {
            if (with(options, words[i], i + 1 < words.Length ? words[i + 1] : "") is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    /// <summary>A number of at least so much, or null.</summary>
    public static int? Number(string value, int least = 1) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;
}
