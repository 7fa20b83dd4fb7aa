using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>An extender that knows nothing: it reads a question as JSON and says its names again. What a call to it costs is HTTP and JSON.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BareServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address => new(_application.Urls.Single());

    internal static async Task<BareServer> StartAsync()
    {
        var server = new BareServer();
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        using var question = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            Answer(json, context.Request.Path.Value!, question.RootElement);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), context.RequestAborted);
    }

    private static void Answer(Utf8JsonWriter json, string path, JsonElement question)
    {
        if (path == "/prioritize")
        {
            Scores(json, question.GetProperty("NodeNames"));
            return;
        }

        json.WriteStartObject();
        if (path == "/filter")
            Names(json, question.GetProperty("NodeNames"));
        json.WriteString("Error", "");
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, JsonElement names)
    {
        json.WriteStartArray("NodeNames");
        foreach (var name in names.EnumerateArray())
            json.WriteStringValue(name.GetString());
        json.WriteEndArray();
    }

    private static void Scores(Utf8JsonWriter json, JsonElement names)
    {
        json.WriteStartArray();
        foreach (var name in names.EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("Host", name.GetString());
            json.WriteNumber("Score", 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
