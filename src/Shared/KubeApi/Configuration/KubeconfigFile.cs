namespace Coaster.KubeApi.Configuration;

/// <summary>Reads a kubeconfig: the context leads to a cluster and a user.</summary>
internal sealed class KubeconfigFile(string path)
{
    private static readonly string[] UnsupportedOfUsers =
        ["exec", "auth-provider", "username", "password", "as", "as-uid", "as-groups", "as-user-extra"];

    /// <exception cref="KubeConfigException">It cannot be used.</exception>
    public KubernetesClientConfiguration Read(string? contextName)
    {
        var root = new KubeconfigMap(path, "", YamlTree.Parse(path, ConfigFiles.Text(path)));
        var name = contextName ?? root.Text("current-context") ?? throw new KubeConfigException($"{path} has no current-context, and no context is named");
        var context = root.Named("contexts", name, "context");
        var cluster = root.Named("clusters", context.Required("cluster"), "cluster");
        var user = context.Text("user") is { } userName ? root.Named("users", userName, "user") : null;
        cluster.Refuse("proxy-url");
        user?.Refuse(UnsupportedOfUsers);
        return WithUser(OfCluster(cluster), user) with { Namespace = context.Text("namespace") };
    }

    private static KubernetesClientConfiguration OfCluster(KubeconfigMap cluster)
    {
        var configuration = new KubernetesClientConfiguration(Server(cluster))
        {
            SslCaCerts = cluster.Content("certificate-authority"),
            SkipTlsVerify = cluster.Truth("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
        };
        return configuration is { SkipTlsVerify: true, SslCaCerts: not null }
            ? throw cluster.Wrong("has a certificate authority, and insecure-skip-tls-verify says not to ask it")
            : configuration;
    }

    private static KubernetesClientConfiguration WithUser(KubernetesClientConfiguration configuration, KubeconfigMap? user)
    {
        var (certificate, key) = (user?.Content("client-certificate"), user?.Content("client-key"));
        if (certificate is null != key is null)
            throw user!.Wrong("has only one of client-certificate and client-key");
        return configuration with
        {
            ClientCertificate = certificate,
            ClientKey = key,
            AccessToken = user?.Text("token"),
            TokenFile = user?.File("tokenFile"),
        };
    }

    private static Uri Server(KubeconfigMap cluster) =>
        Uri.TryCreate(cluster.Required("server"), UriKind.Absolute, out var uri) && (uri.Scheme is "https" or "http")
            ? uri
            : throw cluster.Wrong("has a server that is no address such as https://10.0.0.1:6443");
}
