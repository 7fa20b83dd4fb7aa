using Coaster.KubeApi.Configuration;

namespace Coaster.KubeApi;

/// <summary>How to reach the API server, and as whom. Certificates and keys are in PEM.</summary>
/// <param name="Host">Its address.</param>
public sealed record KubernetesClientConfiguration(Uri Host)
{
    /// <summary>The variable that names the kubeconfig.</summary>
    public const string KubeConfigVariable = "KUBECONFIG";

    /// <summary>The only authorities that may vouch for the server; null for those of the machine.</summary>
    public string? SslCaCerts { get; init; }

    /// <summary>Our certificate, with those that lead to its authority behind it.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The key of our certificate.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Our token.</summary>
    public string? AccessToken { get; init; }

    /// <summary>A file with our token, read for each call; it wins over the token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Whether any server is believed to be the right one.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must have instead of the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The namespace that is meant where none is named, null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether this process is in a pod that has a service account.</summary>
    public static bool IsInCluster() => ServiceAccount.OfThisPod.IsThere;

    /// <summary>The service account of this pod.</summary>
    /// <exception cref="KubeConfigException">It has none.</exception>
    public static KubernetesClientConfiguration InClusterConfig() => ServiceAccount.OfThisPod.Configuration();

    /// <summary>Reads a kubeconfig (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/).</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The context; null for the file's current one.</param>
    /// <exception cref="KubeConfigException">It cannot be read, is broken, or logs in by what is not supported here.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(string path, string? context = null) =>
        new KubeconfigFile(path).Read(context);

    /// <summary>The file in KUBECONFIG, else the one at home, else the pod's service account.</summary>
    /// <exception cref="KubeConfigException">There is none, or it cannot be used.</exception>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        var named = Environment.GetEnvironmentVariable(KubeConfigVariable);
        if (!string.IsNullOrEmpty(named))
            return BuildConfigFromConfigFile(named);
        var atHome = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(atHome) ? BuildConfigFromConfigFile(atHome) : InClusterConfig();
    }
}
