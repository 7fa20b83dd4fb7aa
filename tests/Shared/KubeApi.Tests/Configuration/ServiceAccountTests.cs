using Coaster.KubeApi.Configuration;
using Coaster.Testing;

namespace Coaster.KubeApi.Tests.Configuration;

public sealed class ServiceAccountTests : IDisposable
{
    private readonly TempFolder _folder = new TempFolder().Write("token", "t").Write("ca.crt", "CA").Write("namespace", "work\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("10.96.0.1", "https://10.96.0.1/")]
    [InlineData("fd00::1", "https://[fd00::1]/")]
    [InlineData("[fd00::1]", "https://[fd00::1]/")]
    [InlineData("api.example", "https://api.example/")]
    public void Configuration_Pod_IsReadFromItsFolder(string host, string address)
    {
        var configuration = Of(host, "443").Configuration();
        Assert.Equal(address, configuration.Host.AbsoluteUri);
        Assert.Equal(("CA", _folder["token"], "work"), (configuration.SslCaCerts, configuration.TokenFile, configuration.Namespace));
    }

    [Fact]
    public void Configuration_NoNamespaceFile_HasNone()
    {
        File.Delete(_folder["namespace"]);
        Assert.Null(Of("10.96.0.1", "443").Configuration().Namespace);
    }

    [Theory]
    [InlineData("", "443")]
    [InlineData("10.96.0.1", "")]
    [InlineData("10.96.0.1", "http")]
    public void Configuration_NoAddress_IsRefused(string host, string port) =>
        Assert.Throws<KubeConfigException>(() => Of(host, port).Configuration());

    [Fact]
    public void Configuration_NoToken_IsRefused()
    {
        File.Delete(_folder["token"]);
        Assert.False(Of("10.96.0.1", "443").IsThere);
        Assert.Contains("no pod", Assert.Throws<KubeConfigException>(() => Of("10.96.0.1", "443").Configuration()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_NoAuthority_IsRefused()
    {
        File.Delete(_folder["ca.crt"]);
        Assert.Contains("ca.crt", Assert.Throws<KubeConfigException>(() => Of("10.96.0.1", "443").Configuration()).Message, StringComparison.Ordinal);
    }

    private ServiceAccount Of(string host, string port) => new(_folder.Path, name => name.EndsWith("HOST", StringComparison.Ordinal) ? host : port);
}
