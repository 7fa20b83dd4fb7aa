using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>As much of an API server as an agent needs: objects by their paths, lists of them, and watches in which nothing happens.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly WebApplication _application;

    private ApiServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    internal string Address => _application.Urls.Single();

    internal static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Has an object.</summary>
    /// <param name="collection">The path that lists its kind.</param>
    /// <param name="item">The object; its metadata have its namespace where it is in one.</param>
    internal void Put(string collection, JsonObject item)
    {
        lock (_lock)
        {
            _lists.Add(collection);
            _objects[PathOf(collection, item)] = item;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Watches that are open are cut.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static string PathOf(string collection, JsonObject item)
    {
        var (name, ns) = ((string)item["metadata"]!["name"]!, (string?)item["metadata"]!["namespace"]);
        return ns is null || collection.Contains("/namespaces/", StringComparison.Ordinal)
            ? $"{collection}/{name}"
            : $"{collection[..collection.LastIndexOf('/')]}/namespaces/{ns}{collection[collection.LastIndexOf('/')..]}/{name}";
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Query["watch"] == "true")
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var body = await JsonNode.ParseAsync(await BufferedAsync(context.Request)) as JsonObject;
        var answer = Answer(context.Request.Method, context.Request.Path.Value!, body);
        context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await context.Response.WriteAsync(answer ?? """{"kind":"Status","status":"Failure","reason":"NotFound","code":404}""");
    }

    private static async Task<Stream> BufferedAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (body.Length == 0)
            body.Write("null"u8);
        body.Position = 0;
        return body;
    }

    private string? Answer(string method, string path, JsonObject? body)
    {
        lock (_lock)
            return method switch
            {
                "POST" => (_objects[PathOf(path, body!)] = body!).ToJsonString(),
                "PATCH" or "PUT" when _objects.TryGetValue(path, out var known) => Merge(known, body!).ToJsonString(),
                "GET" when _objects.TryGetValue(path, out var known) => known.ToJsonString(),
                "GET" when _lists.Contains(path) => List(path),
                _ => null,
            };
    }

    private string List(string path)
    {
        var items = _objects.Where(item => PathOf(path, item.Value) == item.Key).Select(item => item.Value.DeepClone()).ToArray();
        return new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = "1" }, ["items"] = new JsonArray(items) }.ToJsonString();
    }

    // RFC 7396
    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            else
                target[name] = value is JsonObject inner ? Merge(target[name]?.DeepClone() as JsonObject ?? [], inner) : value.DeepClone();
        return target;
    }
}
