using System.CommandLine;
using Coaster.Cli.Output;
using Coaster.GpuModel;
using Coaster.Settings;

namespace Coaster.Cli.Events;

/// <summary><c>coaster events</c>: what happened to the quotas of this machine's containers, as the agent wrote it down.</summary>
internal static class EventsCommand
{
    internal static Command Create()
    {
        var format = OutputFormat.Option();
        var container = new Option<string?>("--container") { Description = "Only those of one container.", HelpName = "NAME" };
        var since = new Option<string?>("--since") { Description = "Only those of the last time: 90s, 10m, 2h, 3d.", HelpName = "TIME" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with those that come." };
        var command = new Command("events", "Tell what happened to the quotas of containers.") { format, container, since, follow };
        command.SetAction(result => Print(
            result.GetRequiredValue(format), new EventFilter(result.GetValue(container), Since(result.GetValue(since))), result.GetValue(follow)));
        return command;
    }

    private static int Print(string format, EventFilter filter, bool follows)
    {
        using var files = new EventFiles(Path.Combine(HostSettings.Load().StateDirectory, "events.jsonl"));
        var printing = new EventPrinting(files, filter, format, Screen.OfProcess());
        if (!follows)
        {
            printing.PrintAll();
            return 0;
        }

        using var interruption = new Interruption();
        printing.Follow(interruption.Token);
        return 0;
    }

    private static DateTimeOffset? Since(string? text) => text is null
        ? null
        : TimeProvider.System.GetUtcNow() - (EventFilter.TryParseSpan(text) ?? throw new CoasterException(
            "cannot tell what happened", $"'{text}' is no length of time", "Write it like 90s, 10m, 2h or 3d"));
}
