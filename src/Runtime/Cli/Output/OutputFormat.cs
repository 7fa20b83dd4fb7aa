using System.CommandLine;

namespace Coaster.Cli.Output;

/// <summary>The <c>-o</c> that all listing commands share.</summary>
internal static class OutputFormat
{
    internal const string Table = "table";
    internal const string Wide = "wide";
    internal const string Json = "json";

    internal static Option<string> Option()
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "table, wide or json",
            DefaultValueFactory = _ => Table,
            HelpName = "FORMAT",
        };
        option.AcceptOnlyFromAmong(Table, Wide, Json);
        return option;
    }
}
