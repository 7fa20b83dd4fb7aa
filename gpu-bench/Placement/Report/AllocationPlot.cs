using System.Globalization;
using System.Text;
using Coaster.GpuBench.Placement.Comparison;

namespace Coaster.GpuBench.Placement.Report;

/// <summary>A picture of a comparison: a panel for each trace, GPUs that pods have over GPUs that were asked for, where the policies begin to differ.</summary>
internal static class AllocationPlot
{
    private const int Columns = 3;
    private const int PanelWidth = 330;
    private const int PanelHeight = 270;
    private const int Top = 34;

    // Colours that people with any kind of colour vision tell apart (Okabe and Ito, https://jfly.uni-koeln.de/color/).
    private static readonly string[] Colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"];

    internal static void Write(string path, IReadOnlyList<ComparedPolicy> compared) => File.WriteAllText(path, Of(compared));

    private static string Of(IReadOnlyList<ComparedPolicy> compared)
    {
        var policies = compared.Select(row => row.Policy).Distinct().ToList();
        var traces = compared.GroupBy(row => row.Trace).ToList();
        var rows = (traces.Count + Columns - 1) / Columns;
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Columns * PanelWidth} {Top + (rows * PanelHeight)}" font-family="sans-serif" font-size="11">
            <style>text {"{"} fill: #333 {"}"} .grid {"{"} stroke: #8884; {"}"} path {"{"} fill: none; stroke-width: 1.6 {"}"} @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #ccc {"}"} {"}"}</style>
            <title>GPUs that pods have over GPUs that were asked for, both in percent of the cluster's</title>
            <text x="{(Columns * PanelWidth) - 12}" y="20" text-anchor="end">up: GPUs given out, across: asked for; % of all</text>

            """);
        foreach (var (place, policy) in policies.Index())
            svg.Append(Legend(place, policy));
        foreach (var (place, trace) in traces.Index())
            svg.Append(new PlotPanel(place % Columns * PanelWidth, Top + (place / Columns * PanelHeight), PanelWidth, PanelHeight)
                .Of(trace.Key, [.. trace.Select(row => (Colours[policies.IndexOf(row.Policy) % Colours.Length], row))]));
        return svg.AppendLine("</svg>").ToString();
    }

    private static string Legend(int place, string policy) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <path d="M{20 + (place * 104)} 16h18" stroke="{Colours[place % Colours.Length]}"/><text x="{42 + (place * 104)}" y="20">{policy}</text>

        """);
}
