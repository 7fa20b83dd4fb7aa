using System.Text.Json;
using Coaster.Testing;

namespace Coaster.Runtime.Tests;

public sealed class EngineLogTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Append_Message_IsOneMoreLineAsContainerdReadsIt()
    {
        _temp.Write("log.json", "{\"level\":\"info\"}\n");
        EngineLog.Append(_temp["log.json"], "error", "coaster: \"a\"\n\u001b: 日本.");
        EngineLog.Append(_temp["log.json"], "error", "second");
        var lines = File.ReadAllText(_temp["log.json"]).Split('\n');
        Assert.Equal(("{\"level\":\"info\"}", 4, ""), (lines[0], lines.Length, lines[3]));
        using var json = JsonDocument.Parse(lines[1]);
        Assert.Equal("error", json.RootElement.GetProperty("level").GetString());
        Assert.Equal("coaster: \"a\"\n\u001b: 日本.", json.RootElement.GetProperty("msg").GetString());
        // Go's RFC 3339, which logrus writes and the shim parses.
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", json.RootElement.GetProperty("time").GetString()!);
    }

    [Theory]
    [InlineData("missing/log.json")]
    [InlineData("")]
    public void Append_NoFileThere_HidesNothing(string path) => EngineLog.Append(_temp[path], "error", "message");

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void Append_Device_HidesNothing(string path) => EngineLog.Append(path, "error", "message");
}
