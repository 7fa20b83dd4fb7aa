using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coaster.KubeTesting;

/// <summary>The server's end of one watch: a test says what comes, and how it is cut.</summary>
internal sealed class FakeWatch(FakeCall call, HttpContext context)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCall Call { get; } = call;

    public string Version => Call.Query.GetValueOrDefault("resourceVersion", "");

    /// <summary>Ends when the test or the client ends it.</summary>
    public Task Ended => _ended.Task.WaitAsync(context.RequestAborted);

    public Task SendAsync(params string[] events) => SendRawAsync(string.Concat(events.Select(text => text + "\n")));

    /// <summary>Sends bytes as one piece, wherever that cuts the lines.</summary>
    public async Task SendRawAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Ends the answer as the API server does after its time.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Cuts the connection.</summary>
    public void Cut() => context.Abort();
}
