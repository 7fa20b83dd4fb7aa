using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.Quota;

/// <summary>What belongs to the MPS daemon of one GPU, below the state directory. Only root gets there; a container sees the pipes alone.</summary>
public sealed class MpsFolder
{
    /// <summary>Where a container finds the pipes: where the driver looks by itself, so that a program without any variables is a client too.</summary>
    public const string PlaceInContainer = "/tmp/nvidia-mps";

    /// <summary>The driver's variable for that place.</summary>
    public const string PipeVariable = "CUDA_MPS_PIPE_DIRECTORY";

    private const string Parent = "mps";
    private static readonly string[] ReadOnly = ["ro", "nosuid", "nodev", "noexec", "rbind", "rprivate"];

    private MpsFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The daemon's sockets. Its name must stay short: a socket's path has 107 bytes at the most (unix(7)).</summary>
    public string Pipes => System.IO.Path.Combine(Path, "pipe");

    /// <summary>What the daemon and its servers log.</summary>
    public string Logs => System.IO.Path.Combine(Path, "log");

    /// <summary>What was there before, and what was set: written before anything is changed.</summary>
    public string Record => System.IO.Path.Combine(Path, "record.json");

    /// <summary>The pipes in a container: read-only, because a socket can be connected to all the same.</summary>
    public ContainerEdits Edits => ContainerEdits.None with
    {
        Mounts = [new OciMount(Pipes, PlaceInContainer, ReadOnly)],
        Env = [$"{PipeVariable}={PlaceInContainer}"],
    };

    /// <summary>The folder of a GPU, whether it is there or not.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    /// <param name="gpu">The GPU's UUID.</param>
    public static MpsFolder Of(string stateDirectory, string gpu) => Identifiers.IsName(gpu)
        ? new MpsFolder(System.IO.Path.Combine(stateDirectory, Parent, gpu))
        : throw new ArgumentException("not a GPU: " + gpu, nameof(gpu));

    /// <summary>The GPUs that have a folder.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    public static IReadOnlyList<string> Gpus(string stateDirectory) => Directory.Exists(System.IO.Path.Combine(stateDirectory, Parent))
        ? [.. Directory.GetDirectories(System.IO.Path.Combine(stateDirectory, Parent)).Select(folder => System.IO.Path.GetFileName(folder)).Where(Identifiers.IsName)]
        : [];
}
