namespace Coaster.KubeApi.Configuration;

/// <summary>What kubelet puts into a pod so that it can reach the API server.</summary>
/// <param name="folder">The folder with the token and the authority.</param>
/// <param name="variable">The process's variables.</param>
internal sealed class ServiceAccount(string folder, Func<string, string?> variable)
{
    private const string HostVariable = "KUBERNETES_SERVICE_HOST";
    private const string PortVariable = "KUBERNETES_SERVICE_PORT";

    public static ServiceAccount OfThisPod { get; } = new("/var/run/secrets/kubernetes.io/serviceaccount", Environment.GetEnvironmentVariable);

    public bool IsThere => !string.IsNullOrEmpty(variable(HostVariable)) && !string.IsNullOrEmpty(variable(PortVariable)) && File.Exists(TokenFile);

    private string TokenFile => Path.Combine(folder, "token");

    /// <exception cref="KubeConfigException">It is not there.</exception>
    public KubernetesClientConfiguration Configuration()
    {
        if (!IsThere)
            throw new KubeConfigException($"this is no pod with a service account: {HostVariable} and {PortVariable} are not set, or there is no {TokenFile}");
        return new KubernetesClientConfiguration(Host())
        {
            SslCaCerts = ConfigFiles.Text(Path.Combine(folder, "ca.crt")),
            TokenFile = TokenFile,
            Namespace = File.Exists(Path.Combine(folder, "namespace")) ? ConfigFiles.Text(Path.Combine(folder, "namespace")).Trim() : null,
        };
    }

    private Uri Host()
    {
        var (host, port) = (variable(HostVariable)!, variable(PortVariable)!);
        // An address of IPv6 stands there without brackets.
        var text = host.Contains(':') && !host.StartsWith('[') ? $"https://[{host}]:{port}" : $"https://{host}:{port}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new KubeConfigException($"{HostVariable} and {PortVariable} are no address: {text}");
    }
}
