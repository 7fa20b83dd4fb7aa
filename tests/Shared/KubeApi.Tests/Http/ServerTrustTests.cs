using System.Net;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Http;

public sealed class ServerTrustTests : IDisposable
{
    private readonly TestCertificates _ours = new();
    private readonly TestCertificates _others = new();

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task ReadAsync_ServerOfTheAuthority_IsBelieved()
    {
        await using var server = await FakeApiServer.StartAsync(_ours.ForServer(address: IPAddress.Loopback));
        await ReadAsync(Of(server) with { SslCaCerts = _others.Authority + "\n" + _ours.Authority });
    }

    [Fact]
    public async Task ReadAsync_ServerOfAnotherAuthority_IsNot()
    {
        await using var server = await FakeApiServer.StartAsync(_others.ForServer(address: IPAddress.Loopback));
        await Assert.ThrowsAsync<KubernetesException>(() => ReadAsync(Of(server) with { SslCaCerts = _ours.Authority }));
        await Assert.ThrowsAsync<KubernetesException>(() => ReadAsync(Of(server)));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task ReadAsync_SkipVerify_BelievesAnybody()
    {
        await using var server = await FakeApiServer.StartAsync(_others.ForServer(name: "elsewhere"));
        await ReadAsync(Of(server) with { SkipTlsVerify = true });
    }

    [Fact]
    public async Task ReadAsync_ServerOfAnotherName_IsBelievedOnlyByThatName()
    {
        await using var server = await FakeApiServer.StartAsync(_ours.ForServer(name: "kubernetes"));
        var configuration = Of(server) with { SslCaCerts = _ours.Authority };
        await Assert.ThrowsAsync<KubernetesException>(() => ReadAsync(configuration));
        await Assert.ThrowsAsync<KubernetesException>(() => ReadAsync(configuration with { TlsServerName = "another" }));
        await ReadAsync(configuration with { TlsServerName = "kubernetes" });
    }

    [Fact]
    public async Task ReadAsync_OwnCertificate_IsShown()
    {
        await using var server = await FakeApiServer.StartAsync(_ours.ForServer(address: IPAddress.Loopback));
        var (certificate, key) = _ours.Sign("system:node:node1");
        await ReadAsync(Of(server) with { SslCaCerts = _ours.Authority, ClientCertificate = certificate, ClientKey = key });
        Assert.Equal("CN=system:node:node1", Assert.Single(server.Calls).Header("certificate"));
    }

    [Fact]
    public void Kubernetes_BrokenCertificates_AreNamed()
    {
        var configuration = new KubernetesClientConfiguration(new Uri("https://127.0.0.1"));
        Assert.Throws<KubeConfigException>(() => new Kubernetes(configuration with { SslCaCerts = "nothing" }));
        var (certificate, _) = _ours.Sign("a");
        var (_, key) = _ours.Sign("b");
        Assert.Throws<KubeConfigException>(() => new Kubernetes(configuration with { ClientCertificate = certificate, ClientKey = key }));
    }

    private static KubernetesClientConfiguration Of(FakeApiServer server) => new(server.Address);

    private static async Task ReadAsync(KubernetesClientConfiguration configuration)
    {
        using var client = new Kubernetes(configuration);
        await client.Pods().ReadAsync("default", "a");
    }
}
