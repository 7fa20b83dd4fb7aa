using System.Text;
using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Quota.Agents;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Quota.Tests.Agents;

public sealed class ClaimTests : IDisposable
{
    private const string Golden =
        """{"ok":true,"booking":{"v":1,"owner":"c0ffee","containers":[{"name":"main","kind":"share","tier":"shim","coreLimit":"soft","grants":[{"gpu":"GPU-0","memoryMiB":4096,"core":30}]}]},"inventory":{"v":1,"driverVersion":"570.1","cudaVersion":"12.8","gpus":[{"index":0,"uuid":"GPU-0","minor":3,"model":"NVIDIA H200","memoryMiB":143000,"pciBusId":"00000000:1B:00.0","numaNode":0,"health":"healthy","migMode":"disabled","mig":[]}]},"driverRoot":"/run/driver"}""";

    private static readonly PodOwner Web = new("4f2a9c1e", "shop", "web-7d9f", "main");
    private readonly TempFolder _state = new();

    private AgentClient Client => new(_state.Path);

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Claim_Booked_IsAskedByPodAndIdAndHasEveryValueInItsPlace()
    {
        using var agent = Answering(Golden + "\n");
        var claim = Client.Claim(Web, "c0ffee")!;
        Assert.Equal(new Booking("c0ffee", [new("main", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new("GPU-0", null, 4096, 30)])]), claim.Booking);
        Assert.Equal(("/run/driver", 3), (claim.DriverRoot, claim.Devices.Find("GPU-0")!.Minor));
        Assert.Equal(["""{"verb":"claim","pod":"4f2a9c1e","namespace":"shop","name":"web-7d9f","container":"main","id":"c0ffee"}"""], agent.Questions);
    }

    [Theory]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"booking":null}""")]
    public void Claim_NothingBooked_IsNull(string answer)
    {
        using var agent = Answering(answer);
        Assert.Null(Client.Claim(Web, "c0ffee"));
    }

    [Fact]
    public void Claim_AgentRefuses_IsItsFailure()
    {
        using var agent = Answering("""{"ok":false,"what":"cannot start x","why":"its booking is not signed","mend":"Look at its events"}""");
        Assert.Equal("cannot start x: its booking is not signed. Look at its events.", Assert.Throws<CoasterException>(() => Client.Claim(Web, "c0ffee")).Message);
    }

    [Fact]
    public void Claim_NobodyThere_SaysWhoMustBeAndStartsNone()
    {
        var error = Assert.Throws<CoasterException>(() => Client.Claim(Web, "c0ffee"));
        Assert.StartsWith("cannot start shop/web-7d9f/main: the node's agent does not answer (nobody listens on ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("kubelet tries again.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ok":"yes"}""")]
    [InlineData("""{"ok":false}""")]
    [InlineData("""{"ok":true,"booking":7}""")]
    public void Claim_NoAnswerOfAnAgent_IsRefused(string answer)
    {
        using var agent = Answering(answer);
        Assert.Contains("the node's agent does not answer (", Assert.Throws<CoasterException>(() => Client.Claim(Web, "c0ffee")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_EndlessAnswer_IsRefused()
    {
        using var agent = Answering(Golden + new string(' ', 2 << 20));
        Assert.Contains("says more than 1048576 bytes", Assert.Throws<CoasterException>(() => Client.Claim(Web, "c0ffee")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("booking.owner", "\"beef\"", "another container's id")]
    [InlineData("booking.containers", "[]", "does not have one entry")]
    [InlineData("inventory.gpus", "[]", "does not have GPU-0")]
    [InlineData("inventory", "null", "")]
    [InlineData("driverRoot", "\"driver\"", "is not an absolute path")]
    [InlineData("driverRoot", "\"/a\\u0000b\"", "is not an absolute path")]
    [InlineData("driverRoot", "null", "is not an absolute path")]
    public void Claim_WrongField_IsRefused(string path, string value, string why)
    {
        var json = JsonNode.Parse(Golden)!;
        var (parent, name) = path.Split('.') is [var one, var two] ? (json[one]!, two) : (json, path);
        parent[name] = JsonNode.Parse(value);
        Assert.Contains(why, Assert.Throws<CodecException>(() => AgentReply.Claim(Encoding.UTF8.GetBytes(json.ToJsonString()), "c0ffee")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inventory")]
    [InlineData("driverRoot")]
    public void Claim_MissingField_IsRefused(string name)
    {
        var json = JsonNode.Parse(Golden)!.AsObject();
        json.Remove(name);
        Assert.Throws<CodecException>(() => AgentReply.Claim(Encoding.UTF8.GetBytes(json.ToJsonString()), "c0ffee"));
    }

    [Fact]
    public void Claim_MutatedAnswer_IsOfThisContainerOrRefused() =>
        Prop.ForAll(Mutations.Of(Golden).ToArbitrary(), IsOursOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static bool IsOursOrRefused(byte[] answer)
    {
        try
        {
            return AgentReply.Claim(answer, "c0ffee") is not { } claim || (claim.Booking is { Owner: "c0ffee", Containers.Count: 1 } && claim.DriverRoot[0] == '/');
        }
        catch (CodecException error)
        {
            return error.Message.Length > 0;
        }
    }

    private Listener Answering(string answer) => new(_state["agent.sock"], answer);
}
