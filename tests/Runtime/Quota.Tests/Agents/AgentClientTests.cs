using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Quota.Agents;
using Coaster.Testing;

namespace Coaster.Quota.Tests.Agents;

public sealed class AgentClientTests : IDisposable
{
    private const string Alive = """{"ok":true,"version":1,"pid":7}""";
    private const string Program = """
        #!/usr/bin/env python3
        import os, socket
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("SOCKET")
        listener.listen()
        peer, _ = listener.accept()
        question = peer.recv(65536)
        open("QUESTION", "wb").write(question)
        peer.send(b'{"ok":true,"version":1,"pid":1}\n')
        """;

    private readonly TempFolder _state = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    private AgentClient Client => new(_state.Path);

    [Fact]
    public void Require_OneAnswers_AsksItOnce()
    {
        using var agent = new Listener(_state["agent.sock"], Alive + "\n");
        Client.Require();
        Assert.Equal(["""{"verb":"ping"}"""], agent.Questions);
    }

    [Fact]
    public void Require_NoneAndNoProgram_SaysSo()
    {
        Environment.SetEnvironmentVariable("PATH", _state["nothing"]);
        Assert.Contains("coaster-agent is neither beside this program nor in PATH", Assert.Throws<CoasterException>(Client.Require).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NoneButAProgram_StartsItAndWaitsUntilItAnswers()
    {
        _state.Write("bin/coaster-agent", Program.Replace("SOCKET", _state["agent.sock"]).Replace("QUESTION", _state["question"]));
        Shell.Run("chmod", "+x", _state["bin/coaster-agent"]);
        Environment.SetEnvironmentVariable("PATH", _state["bin"] + ":" + _path);
        Client.Require();
        Assert.Equal("{\"verb\":\"ping\"}\n", File.ReadAllText(_state["question"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":"yes","version":1}""")]
    public void Require_SomebodyElseAnswers_IsRefused(string answer)
    {
        using var agent = new Listener(_state["agent.sock"], answer);
        Assert.Contains("there is no agent", Assert.Throws<CoasterException>(Client.Require).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_MigDevice_HasWhatIsKnown()
    {
        using var agent = new Listener(_state["agent.sock"], """
            {"ok":true,"containers":[{"id":"c1","name":"web","tier":"mig","state":"ok","gpus":[
            {"uuid":"GPU-0","mig":"MIG-1","limitBytes":1,"usedBytes":2,"gotPpm":null},{"uuid":"GPU-0","mig":"MIG-2","limitBytes":1,"usedBytes":null,"gotPpm":3}]}],"gpus":[]}
            """.ReplaceLineEndings(" "));
        var uses = Client.Status()!.Find("c1")!.Gpus;
        Assert.Equal([new UseStatus("GPU-0", "MIG-1", 1, 2, null, null, null), new UseStatus("GPU-0", "MIG-2", 1, null, 3, null, null)], uses);
        Assert.Equal((true, false), (uses[0].IsOf(new GpuGrant("GPU-0", "MIG-1", 5, 0)), uses[0].IsOf(new GpuGrant("GPU-0", null, 5, 0))));
    }

    [Fact]
    public void Prepare_AgentThatCannot_SaysItsWords()
    {
        using var agent = new Listener(_state["agent.sock"], """{"ok":false,"what":"cannot share","why":"it is in use","mend":"End it"}""" + "\n");
        Assert.Equal("cannot share: it is in use. End it.", Assert.Throws<CoasterException>(() => Client.Prepare("web")).Message);
        Assert.Equal(["""{"verb":"prepare","id":"web"}"""], agent.Questions);
    }

    [Fact]
    public void Prepare_NoAgent_IsRefused() =>
        Assert.Contains("there is no agent", Assert.Throws<CoasterException>(() => Client.Prepare("web")).Message, StringComparison.Ordinal);

    [Fact]
    public void Status_OfAnAgent_HasEveryValueInItsPlace()
    {
        using var agent = new Listener(_state["agent.sock"], """
            {"ok":true,"containers":[{"id":"c1","name":"web","tier":"shim","state":"warned","gpus":[{"uuid":"GPU-0","limitBytes":1,"usedBytes":2,
            "accountedBytes":3,"ratePpm":4,"gotPpm":5,"throttledNs":6,"outOfMemory":7}]}],"gpus":[{"uuid":"GPU-0","contextBytes":8,"tiers":["shim","driver","new"]}]}
            """.ReplaceLineEndings(" "));
        var status = Client.Status()!;
        var container = status.Find("c1")!;
        Assert.Equal(("warned", new UseStatus("GPU-0", null, 1, 2, 5, 6, 7)), (container.State, container.Gpus[0]));
        Assert.Equal(8, status.Gpus[0].ContextBytes);
        Assert.Equal((true, true, false), (status.Offers("GPU-0", EnforcementTier.Driver), status.Offers("GPU-0", EnforcementTier.Shim), status.Offers("GPU-0", EnforcementTier.Mps)));
        Assert.False(status.Offers("GPU-1", EnforcementTier.Shim));
        Assert.Null(status.Find("c2"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ok":false,"what":"a","why":"b","mend":"c"}""")]
    [InlineData("""{"ok":true,"containers":[{}],"gpus":[]}""")]
    public void Status_ThatIsNone_IsNull(string answer)
    {
        using var agent = new Listener(_state["agent.sock"], answer);
        Assert.Null(Client.Status());
    }

    [Fact]
    public void Status_NobodyThere_IsNull() => Assert.Null(Client.Status());

    [Fact]
    public void Started_Agent_IsToldIdAndPid()
    {
        using var agent = new Listener(_state["agent.sock"], """{"ok":true}""");
        Client.Started("web", 42);
        Assert.Equal(["""{"verb":"started","id":"web","pid":42}"""], agent.Questions);
    }

    [Fact]
    public void Started_AgentRefuses_IsItsFailure()
    {
        using var agent = new Listener(_state["agent.sock"], """{"ok":false,"what":"cannot x","why":"because","mend":"Do y"}""");
        Assert.Equal("cannot x: because. Do y.", Assert.Throws<CoasterException>(() => Client.Started("web", 42)).Message);
    }

    [Fact]
    public void Started_NobodyThere_IsAFailure() => Assert.Throws<CoasterException>(() => Client.Started("web", 42));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _state.Dispose();
    }
}
