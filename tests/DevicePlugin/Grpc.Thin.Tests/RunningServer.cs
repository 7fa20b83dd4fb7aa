using System.Net;
using System.Net.Http.Headers;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Coaster.Grpc.Thin.Tests;

/// <summary>An HTTP/2 server on a port of its own, with whatever answers.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RunningServer(WebApplication application) => _application = application;

    internal string Address => _application.Urls.Single();

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    /// <summary>A server with that service.</summary>
    internal static Task<RunningServer> StartAsync(ServerServiceDefinition service, Action<GrpcServiceOptions>? options = null) =>
        StartAsync(application => application.MapGrpcService(service), services => services.AddGrpc(options));

    /// <summary>A server that answers everything in that way, right or wrong.</summary>
    internal static Task<RunningServer> StartAsync(RequestDelegate answer) => StartAsync(application => application.Run(answer), _ => { });

    internal GrpcChannel Channel(GrpcChannelOptions? options = null) => GrpcChannel.ForAddress(Address, options);

    /// <summary>Sends bytes as they are.</summary>
    internal async Task<HttpResponseMessage> PostAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + Texts.Single.FullName)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        foreach (var (name, value) in headers)
            if (name == "content-type")
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);

        return await client.SendAsync(request);
    }

    private static async Task<RunningServer> StartAsync(Action<WebApplication> use, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        add(builder.Services.AddRoutingCore());
        var application = builder.Build();
        use(application);
        await application.StartAsync();
        return new RunningServer(application);
    }
}
