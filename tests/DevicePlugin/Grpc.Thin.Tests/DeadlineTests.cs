using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Wire;

namespace Coaster.Grpc.Thin.Tests;

public sealed class DeadlineTests
{
    private static CallOptions Soon => new(Deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(50));

    [Fact]
    public async Task Call_ServiceHeedsTheDeadline_IsExceeded()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service(async (request, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        }));
        using var channel = server.Channel();
        Assert.Equal(StatusCode.DeadlineExceeded, await Texts.CodeAsync(channel.Call("", Soon).ResponseAsync));
    }

    /// <summary>Without a client's own clock: the server itself says so, though its service still works.</summary>
    [Fact]
    public async Task Call_ServiceHeedsNothing_ServerSaysExceeded()
    {
        var release = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(Texts.Service(async (request, _) =>
        {
            await release.Task;
            return request;
        }));
        var response = await server.PostAsync([0, 0, 0, 0, 0], ("grpc-timeout", "50m"));
        Assert.Equal("4", response.Headers.GetValues("grpc-status").Single());
        release.SetResult();
    }

    [Fact]
    public async Task Call_WithDeadline_ServiceKnowsIt()
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10);
        await using var server = await RunningServer.StartAsync(Texts.Service((_, context) => Task.FromResult(context.Deadline.ToString("O"))));
        using var channel = server.Channel();
        var known = DateTime.Parse(await channel.Call("", new CallOptions(Deadline: deadline)), null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.InRange(known, deadline.AddMinutes(-1), deadline.AddMinutes(1));
        Assert.Equal(DateTime.MaxValue.ToString("O"), await channel.Call(""));
    }

    [Fact]
    public async Task Call_CalledOff_ServiceHearsOfIt()
    {
        var began = new TaskCompletionSource();
        var heard = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(Texts.Service(async (request, context) =>
        {
            using var registration = context.CancellationToken.Register(heard.SetResult);
            began.SetResult();
            await heard.Task;
            return request;
        }));
        using var channel = server.Channel();
        using var cancellation = new CancellationTokenSource();
        var call = channel.Call("", new CallOptions(CancellationToken: cancellation.Token)).ResponseAsync;
        await began.Task;
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await Texts.CodeAsync(call));
        await heard.Task;
    }

    [Theory]
    [InlineData("1S", 1000)]
    [InlineData("99999999H", 99999999 * 3600000.0)]
    [InlineData("5m", 5)]
    [InlineData("2M", 120000)]
    [InlineData("3000u", 3)]
    [InlineData("1000000n", 1)]
    public void Read_Timeout_IsThatTime(string text, double milliseconds) => Assert.Equal(milliseconds, WireTimeout.Read(text)!.Value.TotalMilliseconds);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    [InlineData("1.5S")]
    public void Read_NoTimeout_IsNone(string? text) => Assert.Null(WireTimeout.Read(text));

    [Fact]
    public void Write_AnyTimeout_IsReadAsNoLonger() => Prop.ForAll<long>(ticks =>
    {
        var time = TimeSpan.FromTicks(Math.Abs(ticks % TimeSpan.FromDays(4_000_000).Ticks));
        var read = WireTimeout.Read(WireTimeout.Write(time))!.Value;
        return read >= time * 0.999 || read == TimeSpan.FromMicroseconds(1) || time - read < TimeSpan.FromMicroseconds(1);
    }).QuickCheckThrowOnFailure();
}
