using System.Text;
using Coaster.KubeTesting;
using Coaster.KubeApi.Watching;

namespace Coaster.KubeApi.Tests.Watching;

public sealed class ObjectHeadTests
{
    [Fact]
    public void Of_BeginningOfAnEvent_HasNameAndVersion() =>
        Assert.Equal(new ObjectHead("default/a", "5"), ObjectHead.Of(Encoding.UTF8.GetBytes(Json.Event("ADDED", Json.Pod("a", "u", "5"))[..150])));

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"labels":{"name":"b"},"name":7""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":["name","b"]""")]
    public void Of_NothingToTell_IsEmpty(string text) => Assert.Equal(new ObjectHead("", null), ObjectHead.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Of_GarbageBehindTheName_KeepsTheName() =>
        Assert.Equal("b", ObjectHead.Of("{\"object\":{\"metadata\":{\"name\":\"b\",}}"u8).Name);
}
