using System.Text.Json;
using System.Threading.Channels;
using Coaster.GpuBench.Extender.Pods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>As much of an API server as a scheduler needs: nodes that stay as they are, pods, their bindings, and leases.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const string Pods = $"/api/v1/namespaces/{BenchPod.Namespace}/pods/";
    private const string Binding = "/binding";
    private readonly NodeList _nodes;
    private readonly PodStore _pods;
    private readonly LeaseStore _leases = new();
    private readonly WebApplication _application;

    private ApiServer(NodeList nodes, PodStore pods)
    {
        (_nodes, _pods) = (nodes, pods);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    internal string Address => _application.Urls.Single();

    internal static async Task<ApiServer> StartAsync(NodeList nodes, PodStore pods)
    {
        var server = new ApiServer(nodes, pods);
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Watches that are open are cut.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (path, query) = (context.Request.Path.Value!, context.Request.Query);
        if (query["watch"] == "true")
            await WatchAsync(context, path == "/api/v1/pods" ? int.Parse(query["resourceVersion"].ToString()) : null);
        else if (path == "/api/v1/nodes")
            await WriteAsync(context, 200, _nodes.Page(query["continue"].ToString()));
        else
            await WriteAsync(context, await AnswerAsync(context, path));
    }

    private async Task<(int Status, string Body)> AnswerAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        return path switch
        {
            "/api/v1/pods" => (200, _pods.List()),
            _ when path.StartsWith("/apis/coordination.k8s.io/v1/", StringComparison.Ordinal) => _leases.Answer(context.Request.Method, path, body),
            _ when path.StartsWith(Pods, StringComparison.Ordinal) => OfPod(path[Pods.Length..], body),
            _ => StatusText.Refused(404, "NotFound"),
        };
    }

    private (int Status, string Body) OfPod(string name, string body)
    {
        if (!name.EndsWith(Binding, StringComparison.Ordinal))
            return _pods.Find(name) is { } pod ? (200, pod) : StatusText.Refused(404, "NotFound");
        using var binding = JsonDocument.Parse(body);
        var booking = binding.RootElement.GetProperty("metadata").GetProperty("annotations").GetProperty("ten.ai/booking").GetString()!;
        var node = binding.RootElement.GetProperty("target").GetProperty("name").GetString()!;
        return _pods.Bind(name[..^Binding.Length], node, booking) ? StatusText.Done : StatusText.Refused(409, "Conflict");
    }

    /// <summary>In a watch of anything but pods nothing happens.</summary>
    private async Task WatchAsync(HttpContext context, int? version)
    {
        await context.Response.Body.FlushAsync();
        var watch = version is { } after ? _pods.Watch(after) : Channel.CreateUnbounded<byte[]>();
        try
        {
            while (await watch.Reader.WaitToReadAsync(context.RequestAborted))
                await TellAsync(context, watch.Reader);
        }
        catch (OperationCanceledException)
        {
            // Whoever watched has gone.
        }
        finally
        {
            _pods.End(watch);
        }
    }

    /// <summary>All that there is at one time goes out at one time.</summary>
    private static async Task TellAsync(HttpContext context, ChannelReader<byte[]> events)
    {
        while (events.TryRead(out var line))
            await context.Response.BodyWriter.WriteAsync(line, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, (int Status, string Body) answer) =>
        WriteAsync(context, answer.Status, System.Text.Encoding.UTF8.GetBytes(answer.Body));

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
