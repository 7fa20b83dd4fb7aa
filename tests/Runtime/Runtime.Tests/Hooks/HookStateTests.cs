using System.Text;
using Coaster.GpuModel;
using Coaster.Runtime.Hooks;

namespace Coaster.Runtime.Tests.Hooks;

public sealed class HookStateTests
{
    [Theory]
    [InlineData("""{"ociVersion":"1.0.2","id":"web","status":"creating","pid":7,"bundle":"/b","annotations":{"a":"b"},"root":"/r"}""", 7)]
    [InlineData("""{"id":"web","bundle":"/b"}""", 0)]
    public void Read_State_IsWhatItSays(string json, int pid) => Assert.Equal(new HookState("web", pid, "/b"), Read(json));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"web","pid":"7","bundle":"/b"}""")]
    [InlineData("""{"id":"web","pid":7e99,"bundle":"/b"}""")]
    [InlineData("""{"id":"web","pid":-1,"bundle":"/b"}""")]
    [InlineData("""{"id":"../x","pid":7,"bundle":"/b"}""")]
    [InlineData("""{"id":"web","pid":7,"bundle":"b"}""")]
    [InlineData("""{"id":"web","pid":7,"bundle":"/b\u0000"}""")]
    [InlineData("""{"id":"web","pid":7,"bundle":"/\ud800"}""")]
    [InlineData("""{"id":null,"pid":7,"bundle":"/b"}""")]
    public void Read_NoState_IsRefused(string json) =>
        Assert.Contains("standard input", Assert.Throws<CoasterException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_HugeState_IsRefusedWithoutReadingItAll()
    {
        using var endless = new EndlessStream();
        Assert.Contains("more than", Assert.Throws<CoasterException>(() => HookState.Read(endless)).Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, HookState.MaxBytes, HookState.MaxBytes * 2);
    }

    [Fact]
    public void Read_InputThatDoesNotEnd_IsRefused()
    {
        using var endless = new EndlessStream();
        Assert.Contains("does not end", Assert.Throws<CoasterException>(() => HookState.Read(endless, () => endless.Given == 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepState_IsRefused() =>
        Assert.Throws<CoasterException>(() => Read("""{"id":"web","bundle":"/b","annotations":""" + new string('[', 100_000)));

    private static HookState Read(string json) => HookState.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
