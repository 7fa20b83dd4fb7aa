using System.Text.Json;
using Coaster.Enforcement.Events;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Events;

public sealed class EventLogTests : IDisposable
{
    private static readonly EnforcementEvent Killed = new("c1", "train\n1", EventKind.OverLimitKilled, "holds too much", "GPU-1", 10, 20);
    private readonly TempFolder _folder = new();

    [Fact]
    public void Add_Event_IsOneLineOfJson()
    {
        var log = Log();
        log.Add(Killed);
        log.Add(Killed with { Kind = EventKind.Spoiled, Gpu = null });
        var lines = File.ReadAllLines(_folder["events.jsonl"]);
        Assert.Equal(2, lines.Length);
        var json = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("overLimitKilled", json.GetProperty("kind").GetString());
        Assert.Equal("train\n1", json.GetProperty("name").GetString());
        Assert.Equal((10, 20), (json.GetProperty("limitBytes").GetInt64(), json.GetProperty("usedBytes").GetInt64()));
        Assert.Equal(TimeSpan.Zero, json.GetProperty("time").GetDateTimeOffset().Offset);
        Assert.False(JsonDocument.Parse(lines[1]).RootElement.TryGetProperty("gpu", out _));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["events.jsonl"]));
    }

    [Fact]
    public void Add_FileIsFull_OneOlderFileIsKept()
    {
        var log = Log(maxBytes: 1000);
        for (var i = 0; i < 100; i++)
            log.Add(Killed);
        Assert.Equal(["events.jsonl", "events.jsonl.1"], _folder.Files());
        Assert.All(_folder.Files(), file => Assert.InRange(new FileInfo(_folder[file]).Length, 1, 1500));
    }

    [Fact]
    public void Add_NoFolder_IsNoFailureAndIsCounted()
    {
        var log = new EventLog(_folder["none/events.jsonl"], TimeProvider.System);
        var seen = new List<EventKind>();
        log.Added += happened => seen.Add(happened.Kind);
        log.Add(Killed);
        Assert.Equal([EventKind.OverLimitKilled], seen);
    }

    public void Dispose() => _folder.Dispose();

    private EventLog Log(long maxBytes = EventLog.DefaultBytes) => new(_folder["events.jsonl"], TimeProvider.System, maxBytes);
}
