using System.Text.Json.Nodes;
using Coaster.BookingKeys.Verdicts;
using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Scheduler.Extender;

namespace Coaster.Scheduler.Tests.Binding;

public sealed class BinderTests : IAsyncLifetime
{
    private static readonly ExtenderBindingArgs Args = new() { PodName = "p", PodNamespace = "default", PodUid = "uid-p", Node = "a" };
    private TestScheduler _scheduler = null!;

    public async Task InitializeAsync()
    {
        _scheduler = await TestScheduler.StartAsync();
        _scheduler.Book.Tell(WatchEventType.Added, TestScheduler.Pod("p", 50));
    }

    public async Task DisposeAsync() => await _scheduler.DisposeAsync();

    [Fact]
    public async Task Bind_Pod_IsOneWriteWithTheSignedBooking()
    {
        _scheduler.ApiServer.Answer = _ => new FakeAnswer(201, Json.Status(201, ""));
        Assert.Equal("", await BindAsync());
        var call = Assert.Single(_scheduler.ApiServer.Calls);
        Assert.Equal("POST /api/v1/namespaces/default/pods/p/binding", call.ToString());
        var binding = JsonNode.Parse(call.Body)!;
        Assert.Equal("a", binding["target"]!["name"]!.GetValue<string>());
        var booking = binding["metadata"]!["annotations"]!["ten.ai/booking"]!.GetValue<string>();
        var accepted = Assert.IsType<BookingAccepted>(_scheduler.Verifier.Verify(booking, new BookedPod("uid-p", "a", ["main"], null)));
        Assert.Equal((7, 50 * 1024L), (accepted.Statement.Epoch, accepted.Statement.Booking.Containers[0].Grants[0].MemoryMiB));
        Assert.Equal(["p bound"], Held());
    }

    [Fact]
    public async Task Bind_WithoutTheRight_WritesNothing()
    {
        _scheduler.Mandate.Why = "another one may";
        Assert.Equal("another one may", await BindAsync());
        Assert.Empty(_scheduler.ApiServer.Calls);
        Assert.Empty(Held());
    }

    [Fact]
    public async Task Bind_Refused_HoldsNothing()
    {
        _scheduler.ApiServer.Answer = call => call.Method == "POST" ? FakeAnswer.Refused(403, "Forbidden") : Found("");
        Assert.Contains("403 Forbidden", await BindAsync(), StringComparison.Ordinal);
        Assert.Empty(Held());
    }

    [Fact]
    public async Task Bind_PodIsGoneOrAnotherOne_HoldsNothing()
    {
        _scheduler.ApiServer.Answer = _ => FakeAnswer.Refused(404, "NotFound");
        Assert.Contains("404 NotFound", await BindAsync(), StringComparison.Ordinal);
        Assert.Empty(Held());
        _scheduler.ApiServer.Answer = call => call.Method == "POST" ? FakeAnswer.Refused(409, "Conflict") : FakeAnswer.Ok(Json.Pod("p", "uid-other", "9"));
        Assert.Contains("409 Conflict", await BindAsync(), StringComparison.Ordinal);
        Assert.Empty(Held());
    }

    [Fact]
    public async Task Bind_AnswerIsLostButItWasDone_IsBound()
    {
        string? booking = null;
        _scheduler.ApiServer.Answer = call =>
        {
            if (call.Method != "POST")
                return Found("a", booking);
            booking = JsonNode.Parse(call.Body)!["metadata"]!["annotations"]!["ten.ai/booking"]!.GetValue<string>();
            return new FakeAnswer(0, "") { IsCut = true };
        };
        Assert.Equal("", await BindAsync());
        Assert.Equal(["p bound"], Held());
    }

    [Fact]
    public async Task Bind_NobodyKnowsWhetherItWasDone_KeepsItUntilTheApiServerSays()
    {
        string? booking = null;
        var isDone = false;
        _scheduler.ApiServer.Answer = call =>
        {
            if (call.Method != "POST")
                return Volatile.Read(ref isDone) ? Found("a", booking) : Found("");
            booking = JsonNode.Parse(call.Body)!["metadata"]!["annotations"]!["ten.ai/booking"]!.GetValue<string>();
            return new FakeAnswer(0, "") { IsCut = true };
        };
        Assert.StartsWith("it is not known yet whether default/p was bound to a", await BindAsync(), StringComparison.Ordinal);
        Assert.Equal(["p binding"], Held());
        Assert.False(_scheduler.UnderWay.IsNone);
        Volatile.Write(ref isDone, true);
        using var limit = TestOptions.Limit();
        while (!_scheduler.UnderWay.IsNone)
            await Task.Delay(20, limit.Token);
        Assert.Equal(["p bound"], Held());
    }

    [Fact]
    public async Task Bind_SecondTryIsRefusedWhileTheFirstIsUnknown_KeepsIt()
    {
        var answer = new FakeAnswer(0, "") { IsCut = true };
        _scheduler.ApiServer.Answer = call => call.Method == "POST" ? answer : Found("");
        await BindAsync();
        answer = FakeAnswer.Refused(403, "Forbidden");
        Assert.StartsWith("it is not known yet whether default/p was bound to a", await BindAsync(), StringComparison.Ordinal);
        Assert.Equal(["p binding"], Held());
    }

    [Fact]
    public async Task Bind_SchedulerEndsBeforeItIsKnown_IsUnderWayToTheEnd()
    {
        using var ending = new CancellationTokenSource();
        _scheduler.ApiServer.Answer = call => call.Method == "POST" ? new FakeAnswer(0, "") { IsCut = true } : Found("");
        Assert.StartsWith("it is not known yet", await _scheduler.Binder.BindAsync(Args, ending.Token), StringComparison.Ordinal);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scheduler.Binder.BindAsync(Args, ending.Token));
        Assert.False(_scheduler.UnderWay.IsNone);
    }

    [Fact]
    public async Task Bind_BoundElsewhereByAnotherOne_HoldsWhatIsThereAlone()
    {
        _scheduler.ApiServer.Answer = call => call.Method == "POST" ? FakeAnswer.Refused(409, "Conflict") : Found("b");
        Assert.Contains("409 Conflict", await BindAsync(), StringComparison.Ordinal);
        Assert.Empty(Held());
    }

    private Task<string> BindAsync() => _scheduler.Binder.BindAsync(Args, CancellationToken.None);

    private IEnumerable<string> Held() =>
        _scheduler.Book.View().SelectMany(node => node.Gpus).SelectMany(gpu => gpu.Holders).Select(holder => $"{holder.Pod} {holder.Stage}");

    private static FakeAnswer Found(string node, string? booking = null)
    {
        var pod = PodText.Pod("p", "uid-p", booking, PodText.Container("main", 50)).At("20", "Pending", node);
        return FakeAnswer.Ok(pod.ToJsonString());
    }
}
