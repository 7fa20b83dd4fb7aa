using Grpc.Core;

namespace Coaster.Grpc.Thin.Tests;

public sealed class StreamingTests
{
    [Fact]
    public async Task Stream_EachMessage_ArrivesWhenItIsWritten()
    {
        var next = new SemaphoreSlim(0);
        await using var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, context) =>
        {
            for (var i = 0; i < 3; i++)
            {
                await stream.WriteAsync($"{i}", context.CancellationToken);
                await next.WaitAsync(context.CancellationToken);
            }
        }));
        using var channel = server.Channel();
        using var call = channel.CallMany();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"{i}", call.ResponseStream.Current);
            next.Release();
        }

        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public async Task Stream_NoMessage_EndsWell()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        using var call = channel.CallMany();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public async Task Stream_LongMessages_ArriveWhole()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, _) =>
        {
            foreach (var size in new[] { 1 << 20, 0, 3 << 20, 1 })
                await stream.WriteAsync(new string('x', size));
        }));
        using var channel = server.Channel();
        using var call = channel.CallMany();
        var sizes = new List<int>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            sizes.Add(call.ResponseStream.Current.Length);
        Assert.Equal([1 << 20, 0, 3 << 20, 1], sizes);
    }

    [Fact]
    public async Task Stream_EndsBadly_MessagesBeforeArriveThenTheStatus()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, _) =>
        {
            await stream.WriteAsync("first");
            throw new RpcException(new Status(StatusCode.DataLoss, "gone"));
        }));
        using var channel = server.Channel();
        using var call = channel.CallMany();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.DataLoss, "gone"), await EndOf(call));
        Assert.Equal(StatusCode.DataLoss, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Stream_ReaderGoes_ServiceHearsOfIt()
    {
        var heard = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, context) =>
        {
            await stream.WriteAsync("first");
            using var registration = context.CancellationToken.Register(heard.SetResult);
            await heard.Task;
        }));
        using var channel = server.Channel();
        var call = channel.CallMany();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        call.Dispose();
        await heard.Task;
        Assert.Equal(StatusCode.Cancelled, await Texts.CodeAsync(call.ResponseStream.MoveNext(CancellationToken.None)));
    }

    [Fact]
    public async Task Stream_ServerStops_ReaderHearsOfIt()
    {
        var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, context) =>
        {
            await stream.WriteAsync("first");
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }));
        using var channel = server.Channel();
        using var call = channel.CallMany();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var read = call.ResponseStream.MoveNext(CancellationToken.None);
        await server.DisposeAsync();
        Assert.Contains(await Texts.CodeAsync(read), new[] { StatusCode.Unavailable, StatusCode.Cancelled });
    }

    [Fact]
    public async Task Stream_WrittenToAfterTheDeadline_Throws()
    {
        var thrown = new TaskCompletionSource<Exception>();
        await using var server = await RunningServer.StartAsync(Texts.Service(many: async (_, stream, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            thrown.SetResult(await Record.ExceptionAsync(() => stream.WriteAsync("late")));
        }));
        using var channel = server.Channel();
        using var call = channel.CallMany(new CallOptions(Deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(50)));
        Assert.Equal(StatusCode.DeadlineExceeded, (await EndOf(call)).Code);
        Assert.True(await thrown.Task is OperationCanceledException or InvalidOperationException);
    }

    private static async Task<(StatusCode Code, string Detail)> EndOf(AsyncServerStreamingCall<string> call)
    {
        var failure = await Texts.FailureAsync(call.ResponseStream.MoveNext(CancellationToken.None));
        return (failure.StatusCode, failure.Status.Detail);
    }
}
