using System.Net;
using System.Net.Sockets;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;
using Coaster.Testing;

namespace Coaster.KubeApi.Tests;

public sealed class KubernetesBoundsTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task CreateAsync_TurnedAway_ComesAgain()
    {
        _server.Answer = _ => _server.Calls.Count < 3 ? FakeAnswer.Refused(429, "TooManyRequests") with { RetryAfter = "0" } : FakeAnswer.Ok("{}");
        using var client = _server.Client();
        await client.Pods().CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a" } }, "default");
        Assert.Equal(3, _server.Calls.Count);
        Assert.Single(_server.Calls.Select(call => call.Body).Distinct());
    }

    [Fact]
    public async Task CreateAsync_TurnedAwayForever_GivesUp()
    {
        _server.Answer = _ => FakeAnswer.Refused(429, "TooManyRequests") with { RetryAfter = "0" };
        using var client = _server.Client(TestOptions.Quick with { MaxAttempts = 3 });
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().CreateAsync(new V1Pod(), "default"));
        Assert.Equal((HttpStatusCode.TooManyRequests, 3), (error.StatusCode, _server.Calls.Count));
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT")]
    public async Task ReadAsync_LongerWaitThanTheDeadline_IsNotWaitedFor(string after)
    {
        _server.Answer = _ => FakeAnswer.Refused(429, "TooManyRequests") with { RetryAfter = after };
        using var client = _server.Client();
        await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"));
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task ReadAndCreate_ServerFailsWithAHint_OnlyTheReadComesAgain()
    {
        _server.Answer = _ => FakeAnswer.Refused(503, "ServiceUnavailable") with { RetryAfter = "0" };
        using var client = _server.Client(TestOptions.Quick with { MaxAttempts = 2 });
        await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"));
        await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().CreateAsync(new V1Pod(), "default"));
        Assert.Equal(["GET", "GET", "POST"], _server.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task ReadAsync_NoAnswer_EndsAtTheDeadline()
    {
        _server.Answer = _ => new FakeAnswer(200, "") { IsSilent = true };
        using var client = _server.Client(TestOptions.Quick with { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"));
        Assert.Contains("not answered within", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CallerCancels_IsCancelled()
    {
        _server.Answer = _ => new FakeAnswer(200, "") { IsSilent = true };
        using var client = _server.Client();
        using var cancelled = new CancellationTokenSource();
        var reading = client.Pods().ReadAsync("default", "a", cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task ReadAsync_ConnectionIsCut_IsTheOneException()
    {
        _server.Answer = _ => new FakeAnswer(200, "") { IsCut = true };
        using var client = _server.Client();
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"))).IsTransient);
    }

    [Fact]
    public async Task ReadAsync_NobodyListens_IsTheOneException()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new Kubernetes(new KubernetesClientConfiguration(new Uri($"http://127.0.0.1:{port}")));
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"))).IsTransient);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    public async Task ReadAsync_AnswerAtTheBound_IsRead(int bound, bool isRead)
    {
        _server.Answer = _ => FakeAnswer.Ok("{\"kind\":\"" + new string('x', 1000 - 11) + "\"}");
        using var client = _server.Client(TestOptions.Quick with { MaxResponseBytes = bound });
        var reading = client.Pods().ReadAsync("default", "a");
        if (isRead)
            Assert.Equal(1000 - 11, (await reading).Kind.Length);
        else
            Assert.Contains("more than 999 bytes", (await Assert.ThrowsAsync<KubernetesException>(() => reading)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TokenFileChanges_TheNewTokenIsSent()
    {
        using var folder = new TempFolder().Write("token", "one\n");
        using var client = new Kubernetes(new KubernetesClientConfiguration(_server.Address) { AccessToken = "never", TokenFile = folder["token"] });
        await client.Pods().ReadAsync("default", "a");
        folder.Write("token", "two");
        await client.Pods().ReadAsync("default", "a");
        folder.Write("token", "three\nlines");
        await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"));
        File.Delete(folder["token"]);
        await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ReadAsync("default", "a"));
        Assert.Equal(["Bearer one", "Bearer two"], _server.Calls.Select(call => call.Header("Authorization")));
    }

    [Fact]
    public void Kubernetes_TokenInTheClear_IsRefused() =>
        Assert.Throws<KubeConfigException>(() => new Kubernetes(new KubernetesClientConfiguration(new Uri("http://10.0.0.1")) { AccessToken = "a" }));
}
