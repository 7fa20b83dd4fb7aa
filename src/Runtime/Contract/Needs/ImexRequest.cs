using System.Globalization;
using Coaster.Contract.Devices;
using Coaster.GpuModel;

namespace Coaster.Contract.Needs;

/// <summary>Reads NVIDIA_IMEX_CHANNELS, a list of channel numbers; <c>void</c> and <c>none</c> in it are no channels, as for devices.</summary>
internal static class ImexRequest
{
    public const string Variable = "NVIDIA_IMEX_CHANNELS";

    /// <summary>The driver has 2048 channels.</summary>
    private const int Last = 2047;

    public static IReadOnlyList<string> Words(Variables variables)
    {
        var words = DeviceWords.Split(variables[Variable] ?? "");
        return words.Contains("void") || words.Contains("none") ? [] : words;
    }

    /// <summary>The channels, each once, in the order in which they were asked for.</summary>
    /// <exception cref="CoasterException">A word is no channel.</exception>
    public static IReadOnlyList<int> Channels(IReadOnlyList<string> words, string source) =>
        words.Select(word => Channel(word, source)).Distinct().ToList();

    private static int Channel(string word, string source) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var channel) && channel <= Last
            ? channel
            : throw new CoasterException(
                $"cannot read {source}", $"'{Shown.Of(word)}' is no IMEX channel", $"Write numbers from 0 to {Last} with commas between them");
}
