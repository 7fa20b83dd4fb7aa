namespace Coaster.Kubelet;

/// <summary>The folder in which kubelet and its device plugins meet.</summary>
/// <param name="Path">Its path; it need not be there yet.</param>
public sealed record KubeletFolder(string Path)
{
    /// <summary>Where it is unless kubelet is told otherwise.</summary>
    public const string UsualPath = "/var/lib/kubelet/device-plugins";

    /// <summary>Kubelet's own socket.</summary>
    public string KubeletSocket => System.IO.Path.Combine(Path, "kubelet.sock");

    /// <summary>The name of a resource's socket, such as <c>ten.ai_gpu-mem.sock</c>.</summary>
    internal static string SocketName(string resource) => resource.Replace('/', '_') + ".sock";

    internal string SocketOf(string resource) => System.IO.Path.Combine(Path, SocketName(resource));
}
