using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coaster.ClusterState;
using Coaster.GpuModel;
using Coaster.Scheduler.Binding;
using Coaster.Scheduler.Extender;
using Coaster.Scheduler.Leading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.Scheduler.Web;

/// <summary>Answers kube-scheduler, and whoever wants to know, over HTTP.</summary>
/// <param name="book">Who holds what.</param>
/// <param name="binder">Binds pods.</param>
/// <param name="mandate">Is told that kube-scheduler asks.</param>
/// <param name="isReady">Whether the book is complete.</param>
/// <param name="log">Told what nobody foresaw.</param>
/// <param name="ending">Ends what goes on after an answer.</param>
internal sealed class SchedulerServer(ClusterBook book, Binder binder, Mandate mandate, Func<bool> isReady, Action<string> log, CancellationToken ending)
{
    /// <summary>Thousands of nodes in full, for a kube-scheduler that is not told to send names alone.</summary>
    private const int MostBytes = 64 << 20;

    private readonly ExtenderVerbs _verbs = new(book);

    /// <summary>Starts to listen.</summary>
    public async Task<WebApplication> StartAsync(IPEndPoint listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.Listen(listen, options => options.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync(ending);
        return app;
    }

    /// <summary>Whatever happens, the next call is answered; what nobody foresaw is told.</summary>
    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (Exception error) when (error is not OperationCanceledException && !context.Response.HasStarted)
        {
            var told = CoasterException.Unexpected($"cannot answer {context.Request.Path}", error).Message;
            log(told);
            await TellAsync(context, StatusCodes.Status500InternalServerError, told + "\n");
        }
    }

    private Task RouteAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", "/filter") => AnswerAsync(context, ExtenderJson.Default.ExtenderArgs, Filter, ExtenderJson.Default.ExtenderFilterResult, why => new ExtenderFilterResult { Error = why }),
        ("POST", "/prioritize") => AnswerAsync(context, ExtenderJson.Default.ExtenderArgs, Prioritize, ExtenderJson.Default.IReadOnlyListHostPriority, null),
        ("POST", "/bind") => BindAsync(context),
        ("GET", "/healthz") => TellAsync(context, StatusCodes.Status200OK, "ok\n"),
        ("GET", "/readyz") => isReady()
            ? TellAsync(context, StatusCodes.Status200OK, "ok\n")
            : TellAsync(context, StatusCodes.Status503ServiceUnavailable, "the cluster's nodes and pods are being read\n"),
        ("GET", "/state") => WriteAsync(context, book.View(), StateJson.Default.IReadOnlyListNodeView),
        ("GET", "/explain") => ExplainAsync(context),
        _ => TellAsync(context, StatusCodes.Status404NotFound, "POST /filter /prioritize /bind, GET /state /explain /healthz /readyz\n"),
    };

    private ExtenderFilterResult Filter(ExtenderArgs args)
    {
        mandate.Asked();
        return _verbs.Filter(args);
    }

    private IReadOnlyList<HostPriority> Prioritize(ExtenderArgs args) => _verbs.Prioritize(args);

    private async Task BindAsync(HttpContext context)
    {
        var (args, why) = await ReadAsync(context, ExtenderJson.Default.ExtenderBindingArgs);
        var error = args is null ? why! : !isReady() ? NotReady : await binder.BindAsync(args, ending);
        await WriteAsync(context, new ExtenderBindingResult(error), ExtenderJson.Default.ExtenderBindingResult);
    }

    private async Task ExplainAsync(HttpContext context)
    {
        var (space, pod) = (context.Request.Query["namespace"].ToString(), context.Request.Query["pod"].ToString());
        if (book.Explain(space.Length > 0 ? space : "default", pod) is { } explanation)
            await WriteAsync(context, explanation, StateJson.Default.Explanation);
        else
            await TellAsync(context, StatusCodes.Status404NotFound, $"no pod {pod} is known in {(space.Length > 0 ? space : "default")}: ask with /explain?namespace=NS&pod=NAME\n");
    }

    private const string NotReady = "the scheduler reads the cluster's nodes and pods; it is tried again";

    /// <summary>Answers a question that needs nothing but the book.</summary>
    /// <param name="context">The call.</param>
    /// <param name="question">How the question is read.</param>
    /// <param name="answer">Gives the answer.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="refuse">The answer that says why there is none; null where the kind of answer has no place for it.</param>
    private async Task AnswerAsync<TQuestion, TAnswer>(
        HttpContext context, JsonTypeInfo<TQuestion> question, Func<TQuestion, TAnswer> answer, JsonTypeInfo<TAnswer> type, Func<string, TAnswer>? refuse)
        where TQuestion : class
    {
        var (asked, why) = await ReadAsync(context, question);
        try
        {
            if (asked is not null && isReady())
            {
                await WriteAsync(context, answer(asked), type);
                return;
            }
        }
        catch (JsonException error)
        {
            why = error.Message;
        }

        why ??= NotReady;
        await (refuse is null ? TellAsync(context, StatusCodes.Status400BadRequest, why + "\n") : WriteAsync(context, refuse(why), type));
    }

    private static async Task<(T? Read, string? Why)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
            return (read, read is null ? "the question is nothing" : null);
        }
        catch (JsonException error)
        {
            return (null, $"the question is not understood: {error.Message}");
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            return (null, $"the question cannot be read: {error.Message}");
        }
    }

    private static async Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type)
    {
        // Whole, so that it has a length: Go's client keeps the connection then.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Task TellAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
