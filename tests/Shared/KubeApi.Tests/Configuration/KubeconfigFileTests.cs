using System.Text;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeApi.Tests.Configuration;

public sealed class KubeconfigFileTests : IDisposable
{
    private const string Sample = """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - name: "first"
          cluster:
            server: https://10.0.0.1:6443
            certificate-authority-data: Q0E=
            tls-server-name: kubernetes
        - {name: second, cluster: {server: "http://[::1]:8080/prefix", insecure-skip-tls-verify: true}}
        users:
        - name: admin
          user:
            client-certificate: certs/me.crt
            client-key-data: S0VZ
        - {name: robot, user: {token: secret, tokenFile: token}}
        - {name: cloud, user: {exec: {command: aws}}}
        contexts:
        - {name: one, context: {cluster: first, user: admin, namespace: work}}
        - {name: two, context: {cluster: second, user: robot}}
        - {name: clouded, context: {cluster: first, user: cloud}}
        - {name: nobody, context: {cluster: first}}
        - {name: lost, context: {cluster: third, user: admin}}
        """;

    private readonly TempFolder _folder = new TempFolder().Write("certs/me.crt", "CERT");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_CurrentContext_HasItsClusterAndUser()
    {
        var configuration = Read(Sample);
        Assert.Equal("https://10.0.0.1:6443/", configuration.Host.AbsoluteUri);
        Assert.Equal(("CA", "kubernetes", "work"), (configuration.SslCaCerts, configuration.TlsServerName, configuration.Namespace));
        Assert.Equal(("CERT", "KEY"), (configuration.ClientCertificate, configuration.ClientKey));
        Assert.False(configuration.SkipTlsVerify);
        Assert.Null(configuration.AccessToken);
    }

    [Fact]
    public void Read_NamedContext_HasTokenAndFileBesideIt()
    {
        var configuration = Read(Sample, "two");
        Assert.Equal("http://[::1]:8080/prefix", configuration.Host.AbsoluteUri);
        Assert.Equal(("secret", _folder["token"]), (configuration.AccessToken, configuration.TokenFile));
        Assert.True(configuration.SkipTlsVerify);
    }

    [Fact]
    public void Read_ContextWithoutUser_IsNobody() => Assert.Null(Read(Sample, "nobody").AccessToken);

    [Theory]
    [InlineData("clouded", "user 'cloud' has 'exec', which is not supported")]
    [InlineData("lost", "has no cluster 'third'")]
    [InlineData("nowhere", "has no context 'nowhere'")]
    public void Read_ContextThatCannotBeUsed_SaysWhy(string context, string why) =>
        Assert.Contains(why, Assert.Throws<KubeConfigException>(() => Read(Sample, context)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("current-context: one", "current-context: ''", "has no current-context")]
    [InlineData("Q0E=", "'*'", "'certificate-authority-data' that is no base64")]
    [InlineData("https://10.0.0.1:6443", "10.0.0.1", "a server that is no address")]
    [InlineData("    client-key-data: S0VZ", "", "only one of client-certificate and client-key")]
    [InlineData("certs/me.crt", "none.crt", "none.crt cannot be read")]
    [InlineData("tls-server-name: kubernetes", "insecure-skip-tls-verify: true", "says not to ask it")]
    [InlineData("tls-server-name: kubernetes", "insecure-skip-tls-verify: perhaps", "neither true nor false")]
    [InlineData("tls-server-name: kubernetes", "proxy-url: http://proxy", "'proxy-url', which is not supported")]
    [InlineData("tls-server-name: kubernetes", "tls-server-name: [a]", "is no text")]
    [InlineData("current-context: one", "current-context: &a one", "anchors and tags")]
    [InlineData("current-context: one", "current-context: one\ncurrent-context: two", "stands twice")]
    [InlineData("kind: Config", "kind: {", "is no YAML")]
    public void Read_BrokenFile_SaysWhat(string part, string instead, string what) =>
        Assert.Contains(
            what, Assert.Throws<KubeConfigException>(() => Read(Sample.Replace(part, instead, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("just a text")]
    public void Read_NoMap_IsRefused(string text) => Assert.Throws<KubeConfigException>(() => Read(text));

    [Fact]
    public void Read_DeepNesting_IsRefused() => Assert.Throws<KubeConfigException>(() => Read(new string('[', 100_000)));

    [Fact]
    public void Read_NoFile_IsRefused() =>
        Assert.Throws<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(_folder["none"]));

    [Fact]
    public void Read_MutatedFile_IsAConfigurationOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(Sample).ToArbitrary(), IsReadOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return Read(Encoding.UTF8.GetString(bytes)).Host.IsAbsoluteUri;
        }
        catch (KubeConfigException error)
        {
            return error.Message.Length > 0;
        }
    }

    private KubernetesClientConfiguration Read(string text, string? context = null) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(_folder.Write("config", text)["config"], context);
}
