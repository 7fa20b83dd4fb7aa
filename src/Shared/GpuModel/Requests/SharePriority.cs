using System.Globalization;

namespace Coaster.GpuModel.Requests;

/// <summary>The priority of a share as people write it: a digit, and the higher it is the earlier the share gets what others leave.</summary>
public static class SharePriority
{
    /// <summary>The greatest priority; 0 is the least, and everybody's who writes none.</summary>
    public const int Highest = 9;

    /// <summary>The priority that the text means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it was written, such as <c>ten.ai/gpu-priority</c>, for the message.</param>
    /// <exception cref="CoasterException">The text is no such number.</exception>
    public static int Parse(string text, string source) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority <= Highest
            ? priority
            : throw new CoasterException(
                $"cannot read {source}", $"priority is '{SpecText.Quote(text)}'", $"Write priority as a number from 0 to {Highest}");
}
