using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>
/// Kubelet's own folder, whose path neither kubelet nor a plugin can choose: a tmpfs over it, in a mount namespace that nobody else is in.
/// </summary>
internal sealed class KubeletFolder : IDisposable
{
    internal const string Root = "/var/lib/kubelet";

    /// <exception cref="IOException">The namespace is the machine's, or nothing can be mounted.</exception>
    internal KubeletFolder()
    {
        if (Namespace("self") == Namespace("1"))
            throw new IOException($"this would take {Root} from the machine. Start it by ./gpu-bench/run agent, which gives it mounts of its own.");
        Directory.CreateDirectory(Root);
        Command.Run("mount", "-t", "tmpfs", "--make-private", "coaster-kubelet", Root);
        Directory.CreateDirectory(Plugins);
        Directory.CreateDirectory(Path.GetDirectoryName(PodResources)!);
    }

    /// <summary>Where device plugins and kubelet meet.</summary>
    internal string Plugins { get; } = Path.Combine(Root, "device-plugins");

    /// <summary>The socket on which kubelet takes registrations.</summary>
    internal string Registration => Path.Combine(Plugins, "kubelet.sock");

    /// <summary>The socket on which kubelet tells what it handed out.</summary>
    internal string PodResources { get; } = Path.Combine(Root, "pod-resources", "kubelet.sock");

    /// <summary>The socket that a plugin named when it registered.</summary>
    internal string SocketOf(string endpoint) => Path.Combine(Plugins, endpoint);

    public void Dispose() => Mounts.Detach(Root);

    private static string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
}
