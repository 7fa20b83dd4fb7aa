using System.Globalization;
using System.Text;
using Coaster.GpuBench.Placement.Comparison;

namespace Coaster.GpuBench.Placement.Report;

/// <summary>One trace in a picture: a curve for each policy on a grid.</summary>
internal sealed class PlotPanel(int left, int top, int width, int height)
{
    private const int FirstPercent = 80;
    private const int LastPercent = 130;
    private const int LeastAllocated = 75;
    private const int MostAllocated = 100;
    private const int Left = 34;
    private const int Right = 12;
    private const int Above = 24;
    private const int Below = 30;

    internal string Of(string trace, IReadOnlyList<(string Colour, ComparedPolicy Row)> rows)
    {
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <text x="{left + Left}" y="{top + 16}" font-weight="bold">{trace}</text>

            """);
        for (var arrived = FirstPercent; arrived <= LastPercent; arrived += 10)
            svg.Append(Line(X(arrived), Y(LeastAllocated), X(arrived), Y(MostAllocated))).Append(Text(X(arrived), Y(LeastAllocated) + 14, "middle", arrived));
        for (var allocated = LeastAllocated; allocated <= MostAllocated; allocated += 5)
            svg.Append(Line(X(FirstPercent), Y(allocated), X(LastPercent), Y(allocated))).Append(Text(X(FirstPercent) - 5, Y(allocated) + 4, "end", allocated));
        foreach (var (colour, row) in rows.Reverse())
            svg.Append(Curve(colour, row));
        return svg.ToString();
    }

    private static string Line(double x1, double y1, double x2, double y2) => string.Create(
        CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>\n");

    private static string Text(double x, double y, string anchor, int percent) => string.Create(
        CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{percent}</text>\n");

    /// <summary>Only where it is on the grid.</summary>
    private string Curve(string colour, ComparedPolicy row)
    {
        var last = Math.Min(LastPercent, row.Runs.Min(run => run.Replayed.Allocated.Means.Count) - 1);
        var points = Enumerable.Range(FirstPercent, Math.Max(0, last - FirstPercent + 1))
            .Where(percent => row.Allocated(percent) >= LeastAllocated)
            .Select(percent => string.Create(CultureInfo.InvariantCulture, $"{X(percent):0.#} {Y(row.Allocated(percent)):0.#}"));
        return $"<path stroke=\"{colour}\" d=\"M{string.Join('L', points)}\"/>\n";
    }

    private double X(int percent) => left + Left + ((percent - FirstPercent) * (double)(width - Left - Right) / (LastPercent - FirstPercent));

    private double Y(double allocated) =>
        top + Above + ((MostAllocated - allocated) * (height - Above - Below) / (MostAllocated - LeastAllocated));
}
