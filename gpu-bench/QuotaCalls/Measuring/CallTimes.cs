using System.Globalization;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.QuotaCalls.Measuring;

/// <summary>The measured times of one kind of call, round by round, in nanoseconds.</summary>
internal sealed class CallTimes(CallKind kind)
{
    internal CallKind Kind => kind;

    /// <summary>Straight to the driver.</summary>
    internal Samples Direct { get; } = new();

    /// <summary>Through the quota library.</summary>
    internal Samples Hooked { get; } = new();

    /// <summary>What the library adds within a round.</summary>
    internal Samples Added => Hooked.Minus(Direct);

    /// <summary>Sorts the lines "NAME DIRECT HOOKED" by their names.</summary>
    /// <exception cref="IOException">A line is not understood, or a kind has none.</exception>
    internal static IReadOnlyList<CallTimes> Parse(IEnumerable<string> lines)
    {
        var times = CallKind.All.Select(kind => new CallTimes(kind)).ToArray();
        foreach (var line in lines)
            Array.Find(times, one => line.StartsWith(one.Kind.Name + " ", StringComparison.Ordinal))?.Add(line);
        return Array.Find(times, one => one.Direct.Count == 0) is { } empty
            ? throw new IOException($"the program measured no {empty.Kind.Name}")
            : times;
    }

    private void Add(string line)
    {
        var words = line.Split(' ');
        if (words.Length != 3 || !IsNumber(words[1], out var direct) || !IsNumber(words[2], out var hooked))
            throw new IOException($"the program wrote a line that is not understood: {line}");
        Direct.Add(direct);
        Hooked.Add(hooked);
    }

    private static bool IsNumber(string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
