using System.Net.NetworkInformation;
using Coaster.KubeApi;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A real cluster of one node, up until it is disposed of. It has no scheduler: who binds a pod is the test.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private const int Port = 6443;
    private readonly string _folder;
    private readonly (string Name, string Value)[] _variables;
    private readonly Lock _turn = new();
    private readonly KubeletService _kubelet;

    /// <summary>Starts one.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="variables">What its programs get in their environment.</param>
    public ClusterProcess(string folder, params (string Name, string Value)[] variables)
    {
        (_folder, _variables) = (folder, variables);
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == Port))
            throw new InvalidOperationException($"something listens on port {Port} already: a cluster that is not this test's");
        Run("up", "--no-scheduler");
        Client = Connect();
        _kubelet = new KubeletService(folder, () => Run("start", "kubelet"), _turn);
    }

    public KubeApi.Kubernetes Client { get; }

    public string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    /// <summary>What its program is told.</summary>
    public string Run(params string[] words)
    {
        lock (_turn)
            return ClusterTool.Run(_folder, _variables, words);
    }

    /// <summary>A client of its own, by the cluster's kubeconfig.</summary>
    public KubeApi.Kubernetes Connect(KubernetesOptions? options = null, string? token = null)
    {
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig);
        return new KubeApi.Kubernetes(token is null ? configuration : configuration with { AccessToken = token }, options);
    }

    public void Dispose()
    {
        _kubelet.Dispose();
        Run("down");
        Client.Dispose();
    }
}
