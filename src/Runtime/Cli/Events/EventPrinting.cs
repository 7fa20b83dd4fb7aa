using Coaster.Cli.Output;

namespace Coaster.Cli.Events;

/// <summary>Prints the events that match: those that are there, the newest of them where they are very many, and then those that come.</summary>
/// <param name="files">Where they are.</param>
/// <param name="filter">Which are meant.</param>
/// <param name="format">How they are printed.</param>
/// <param name="screen">Where to.</param>
internal sealed class EventPrinting(EventFiles files, EventFilter filter, string format, Screen screen)
{
    /// <summary>How many of those that are there are printed.</summary>
    internal const int Most = 20_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly EventTable _table = new(format == OutputFormat.Wide);
    private bool _hasSaidBroken;

    /// <summary>Prints those that are there.</summary>
    internal void PrintAll()
    {
        Print(Newest(files.ReadAll()));
        if (files.ReadUnfinished() is { } last && filter.Matches(last))
            Print([last]);
        SayBroken();
    }

    /// <summary>Prints those that are there and those that come, until it is told to end.</summary>
    internal void Follow(CancellationToken ending)
    {
        Print(Newest(files.ReadAll()));
        SayBroken();
        while (!ending.WaitHandle.WaitOne(Pause))
        {
            Print(Newest(files.ReadNew()));
            SayBroken();
        }
    }

    private IReadOnlyCollection<WrittenEvent> Newest(IEnumerable<WrittenEvent> all) => [.. all.Where(filter.Matches).TakeLast(Most)];

    private void Print(IReadOnlyCollection<WrittenEvent> events)
    {
        foreach (var line in format == OutputFormat.Json ? events.Select(happened => happened.ToJson()) : _table.Lines(events))
            screen.Out.WriteLine(line);
        screen.Out.Flush();
    }

    private void SayBroken()
    {
        if (files.Broken == 0 || _hasSaidBroken)
            return;
        _hasSaidBroken = true;
        screen.Error.WriteLine($"coaster: {files.Broken} of the lines hold no event, and are left out; all others are shown");
    }
}
