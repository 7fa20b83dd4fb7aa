using Coaster.Cli.Events;
using Coaster.Cli.Output;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Events;

public sealed class EventsTests : IDisposable
{
    private const string Killed =
        """{"time":"2026-11-21T05:00:01.5000000\u002B00:00","container":"c1","name":"web","kind":"overLimitKilled","message":"holds 3000 MiB","gpu":"GPU-aaaaaaaa-0000-0000-0000-000000000001","limitBytes":2147483648,"usedBytes":3145728000}""";

    private const string Spoiled =
        """{"time":"2026-11-21T05:00:00.0000000\u002B00:00","container":"c2","name":"train","kind":"spoiled","message":"its counters \u001B[31m are useless"}""";

    private readonly TempFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void PrintAll_Events_AreAlignedAndHarmless()
    {
        Write(Spoiled, Killed);
        Assert.Equal(
            """
            TIME                   CONTAINER   WHAT              GPU            USED      LIMIT     DETAILS
            2026-11-21 05:00:00Z   train       spoiled           -              -         -         its counters ?[31m are useless
            2026-11-21 05:00:01Z   web         overLimitKilled   GPU-aaaaaaaa   3000MiB   2048MiB   holds 3000 MiB

            """,
            Printed());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void PrintAll_Json_IsAnObjectALine()
    {
        Write(Spoiled, Killed);
        Assert.Equal(Spoiled + "\n" + Killed + "\n", Printed(OutputFormat.Json));
    }

    [Fact]
    public void PrintAll_NoFile_IsTheHeadings() => Assert.StartsWith("TIME   CONTAINER", Printed(), StringComparison.Ordinal);

    [Fact]
    public void PrintAll_FileBefore_ComesFirst()
    {
        _folder.Write("events.jsonl.1", Spoiled + "\n");
        Write(Killed);
        Assert.Equal(["train", "web"], Names());
    }

    [Theory]
    [InlineData("web", 1)]
    [InlineData("c2", 1)]
    [InlineData("nobody", 0)]
    public void PrintAll_OfAContainer_AreItsOwn(string container, int count)
    {
        Write(Spoiled, Killed);
        Assert.Equal(count, Names(new EventFilter(container, null)).Count);
    }

    [Fact]
    public void PrintAll_Since_LeavesOutWhatIsOlder()
    {
        Write(Spoiled, Killed);
        Assert.Equal(["web"], Names(new EventFilter(null, new DateTimeOffset(2026, 11, 21, 5, 0, 1, TimeSpan.Zero))));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("""{"time":"yesterday","container":"c","name":"n","kind":"k","message":"m"}""")]
    [InlineData("""{"time":"2026-11-21T05:00:00Z","container":null,"name":"n","kind":"k","message":"m"}""")]
    public void PrintAll_BrokenLines_AreSaidOnceAndHideNothing(string broken)
    {
        Write(Spoiled, broken, Killed, broken);
        Assert.Equal(["train", "web"], Names());
        Assert.Equal("coaster: 2 of the lines hold no event, and are left out; all others are shown\n", _error.ToString());
    }

    [Fact]
    public void PrintAll_HalfALineBeforeAnother_TellsTheOther()
    {
        Write(Spoiled[..30] + Killed);
        Assert.Equal(["web"], Names());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void PrintAll_EndWithoutALineFeed_IsTold()
    {
        File.WriteAllText(_folder["events.jsonl"], Spoiled + "\n" + Killed);
        Assert.Equal(["train", "web"], Names());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void PrintAll_LineWithoutEnd_IsNotKept()
    {
        Write(Spoiled, new string('x', 3 * LineFile.MostBytes), Killed);
        Assert.Equal(["train", "web"], Names());
        Assert.Contains("1 of the lines", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PrintAll_VeryMany_AreTheNewest()
    {
        Write([.. Enumerable.Repeat(Spoiled, EventPrinting.Most), Killed]);
        var names = Names();
        Assert.Equal((EventPrinting.Most, "web"), (names.Count, names[^1]));
    }

    [Fact]
    public void ReadNew_GrownInPieces_TellsEachEventOnce()
    {
        Write(Spoiled);
        using var files = Files();
        Assert.Single(files.ReadAll());
        File.AppendAllText(_folder["events.jsonl"], Killed[..50]);
        Assert.Empty(files.ReadNew());
        File.AppendAllText(_folder["events.jsonl"], Killed[50..] + "\n");
        Assert.Equal("web", Assert.Single(files.ReadNew()).Name);
        Assert.Empty(files.ReadNew());
        Assert.Equal(0, files.Broken);
    }

    [Fact]
    public void ReadNew_FileReplaced_LosesNothing()
    {
        Write(Spoiled, Spoiled);
        using var files = Files();
        Assert.Equal(2, files.ReadAll().Count());
        File.AppendAllText(_folder["events.jsonl"], Killed + "\n");
        File.Move(_folder["events.jsonl"], _folder["events.jsonl.1"]);
        Write(Spoiled);
        Assert.Equal(["web", "train"], files.ReadNew().Select(happened => happened.Name));
        Assert.Empty(files.ReadNew());
    }

    [Fact]
    public void ReadNew_FileBeginsLater_IsRead()
    {
        using var files = Files();
        Assert.Empty(files.ReadAll());
        Write(Killed);
        Assert.Single(files.ReadNew());
    }

    [Fact]
    public async Task Follow_EventsThatCome_ArePrintedUntilItIsToldToEnd()
    {
        Write(Spoiled);
        using var ending = new CancellationTokenSource();
        using var files = Files();
        var screen = new Screen(TextWriter.Synchronized(_out), TextWriter.Synchronized(_error), IsTerminal: false);
        var following = Task.Run(() => new EventPrinting(files, new EventFilter("web", null), OutputFormat.Json, screen).Follow(ending.Token));
        File.AppendAllText(_folder["events.jsonl"], $"{Spoiled}\n{Killed}\n");
        Assert.True(SpinWait.SpinUntil(() => IsPrinted(screen.Out), TimeSpan.FromSeconds(60)), "nothing came");
        await ending.CancelAsync();
        await following;
        Assert.Equal(Killed + "\n", _out.ToString());
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    [InlineData("3d", 259_200)]
    public void TryParseSpan_Length_IsRead(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), EventFilter.TryParseSpan(text));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("10")]
    [InlineData("10w")]
    [InlineData("-1m")]
    [InlineData("99999999d")]
    public void TryParseSpan_Nonsense_IsNone(string text) => Assert.Null(EventFilter.TryParseSpan(text));

    [Fact]
    public void Run_SinceNonsense_IsRefused()
    {
        var run = ProgramRun.Coaster(["events", "--since", "soon"]);
        Assert.Equal((125, "coaster: cannot tell what happened: 'soon' is no length of time. Write it like 90s, 10m, 2h or 3d.\n"), (run.ExitCode, run.Error));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    private void Write(params string[] lines) => File.WriteAllText(_folder["events.jsonl"], string.Concat(lines.Select(line => line + "\n")));

    private bool IsPrinted(TextWriter screen)
    {
        lock (screen)
            return _out.ToString().Length > 0;
    }

    private EventFiles Files() => new(_folder["events.jsonl"]);

    private string Printed(string format = OutputFormat.Table, EventFilter? filter = null)
    {
        using var files = Files();
        new EventPrinting(files, filter ?? new EventFilter(null, null), format, new Screen(_out, _error, IsTerminal: false)).PrintAll();
        return _out.ToString();
    }

    private List<string> Names(EventFilter? filter = null) =>
        [.. Printed(filter: filter).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split("   ")[1].Trim())];
}
