using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Coaster.KubeApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Coaster.KubeTesting;

/// <summary>An API server whose every answer is the test's: real HTTP, real connections.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly Channel<FakeWatch> _watches = Channel.CreateUnbounded<FakeWatch>();
    private readonly WebApplication _app;

    private FakeApiServer(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (_, _, _) => true,
                });
        }));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Answers a call; null makes a watch wait for what the test sends, and is an empty object for all others.</summary>
    public Func<FakeCall, FakeAnswer?> Answer { get; set; } = _ => null;

    public ConcurrentQueue<FakeCall> Calls { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeApiServer> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new FakeApiServer(certificate);
        await server._app.StartAsync();
        return server;
    }

    public Kubernetes Client(KubernetesOptions? options = null) => new(new KubernetesClientConfiguration(Address), options ?? TestOptions.Quick);

    /// <summary>The next watch that a client opens.</summary>
    public async Task<FakeWatch> NextWatchAsync()
    {
        using var limit = TestOptions.Limit();
        return await _watches.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // Watches that are open are cut.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var call = await ReadAsync(context.Request, context.Connection.ClientCertificate);
        Calls.Enqueue(call);
        var answer = Answer(call);
        if (answer is null && call.IsWatch)
            await WatchAsync(call, context);
        else
            await AnswerAsync(context, answer ?? FakeAnswer.Ok("{}"));
    }

    private async Task WatchAsync(FakeCall call, HttpContext context)
    {
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var watch = new FakeWatch(call, context);
        await _watches.Writer.WriteAsync(watch);
        await watch.Ended;
    }

    private static async Task AnswerAsync(HttpContext context, FakeAnswer answer)
    {
        if (answer.IsSilent)
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        if (answer.IsCut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = after;
        await context.Response.WriteAsync(answer.Body);
    }

    private static async Task<FakeCall> ReadAsync(HttpRequest request, X509Certificate2? certificate)
    {
        using var reader = new StreamReader(request.Body);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        headers["certificate"] = certificate?.Subject ?? "";
        return new FakeCall(
            request.Method, request.Path.Value!, request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            await reader.ReadToEndAsync(), headers);
    }
}
