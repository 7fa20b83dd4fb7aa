using System.Text.Json.Nodes;
using Coaster.BookingKeys;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>
/// A cluster whose node has eight simulated H200s, coaster-runtime as the runtime of all its containers, and the agent. Its scheduler is the test.
/// </summary>
public sealed class GpuNode : IAsyncLifetime, IDisposable
{
    /// <summary>An image with the C library and a program that uses a GPU.</summary>
    public const string Image = "test.local/gpu:1";

    private const string System = "coaster-system";
    // Five calls a second, as many as kubelet makes otherwise, are minutes for hundreds of pods.
    private const string KubeletSettings = "kubeAPIQPS: 200\nkubeAPIBurst: 400";

    private readonly TempFolder _folder = new();
    private ClusterProcess _cluster = null!;

    internal KubeApi.Kubernetes Client => _cluster.Client;

    internal NodeAgent Agent { get; private set; } = null!;

    internal TestScheduler Scheduler { get; private set; } = null!;

    internal NodeInventory Inventory { get; private set; } = null!;

    internal string ImageFolder => _folder["image"];

    internal string DriverRoot => _folder["sim/root"];

    internal static string SocketFolder => "/var/lib/kubelet/device-plugins";

    /// <summary>What kubelet keeps of plugins and of the devices that it has handed out.</summary>
    internal static string Checkpoint => Path.Combine(SocketFolder, "kubelet_internal_checkpoint");

    /// <summary>The key that the test's scheduler and coaster-scheduler sign with.</summary>
    internal string SigningKey => _folder["signing.pem"];

    internal string Kubeconfig => _cluster.Kubeconfig;

    /// <summary>A file of the test's own.</summary>
    internal string PathOf(string name) => _folder[name];

    internal string PodResourcesSocket => _folder["cluster/kubelet/pod-resources/kubelet.sock"];

    private (string Name, string Value)[] Variables => [("COASTER_DRIVER_ROOT", DriverRoot), ("COASTER_CONFIG", _folder["config.json"])];

    public async Task InitializeAsync()
    {
        if (ClusterTool.Missing is not null)
            return;
        _folder.Write("config.json", $$"""{"stateDirectory":"{{_folder["state"]}}","dataDirectory":"{{_folder["data"]}}"}""");
        ProgramRun.Run(BuiltPrograms.Coaster, ["sim", "up", "--gpus", "h200:8", "--dir", _folder["sim"]]).MustSucceed();
        Inventory = ((InventoryResult.Available)NvmlInventory.Read(DriverRoot)).Inventory;
        _cluster = new ClusterProcess(
            _folder["cluster"],
            [.. Variables, ("SCHED_CONFIG", _folder.Write("kube-scheduler.yaml", GpuScheduler.Configuration)["kube-scheduler.yaml"]), ("DEFAULT_RUNTIME", "coaster"), ("CONTAINERD_EXTRA", RuntimeHandler), ("KUBELET_EXTRA", KubeletSettings)]);
        ProgramRun.Run(Path.Combine(RepositoryFolder.Path, "build/rootfs.sh"), [_folder["image"], BuiltPrograms.GpuWorkload]).MustSucceed();
        _cluster.Run("image", Image, _folder["image"]);
        var signer = BookingSigner.FromPem(File.ReadAllText(_folder.Write("signing.pem", NewKey())["signing.pem"]), "the test's key");
        Kubectl("create", "namespace", System);
        _folder.Write("key.pem", signer.PublicKeyPem);
        Kubectl("create", "configmap", "coaster-booking-keys", "-n", System, $"--from-file=one.pem={_folder["key.pem"]}");
        Kubectl("apply", "-f", Path.Combine(RepositoryFolder.Path, "manifests/crds"));
        Scheduler = new TestScheduler(Client, Inventory, signer);
        Agent = new NodeAgent(_cluster.Kubeconfig, _folder["cluster/kubelet"], _folder["agent.log"], Variables);
        Agent.Start();
        await AdvertisedAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Agent?.Dispose();
        _cluster?.Dispose();
        if (_cluster is not null)
            ProgramRun.Run(BuiltPrograms.Coaster, ["sim", "down", "--force", "--dir", _folder["sim"]]);
        _folder.Dispose();
    }

    internal static BookingSigner NewSigner() => BookingSigner.FromPem(NewKey(), "the test's key");

    private static string NewKey() =>
        ProgramRun.Run("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]).MustSucceed().Output;

    internal string Kubectl(params string[] words) => ProgramRun.Run("kubectl", words, ("KUBECONFIG", _cluster.Kubeconfig)).MustSucceed().Output;

    internal string Coaster(params string[] words) => ProgramRun.Run(BuiltPrograms.Coaster, words, Variables).MustSucceed().Output;

    /// <summary>What the command line says when it refuses.</summary>
    internal string Refused(params string[] words)
    {
        var run = ProgramRun.Run(BuiltPrograms.Coaster, words, Variables);
        Assert.Equal(125, run.ExitCode);
        return run.Error;
    }

    /// <summary>A file with that text.</summary>
    internal string Write(string name, string text) => _folder.Write(name, text)[name];

    /// <summary>Tells the cluster's program what to do.</summary>
    internal void Run(params string[] words) => _cluster.Run(words);

    /// <summary>Starts the agent with that spec of a GpuConfig, and waits until kubelet offers so much memory.</summary>
    internal Task ConfigureAsync(string spec, long memory)
    {
        Agent.Stop();
        Agent.Start("--gpu-config", Write("gpus.json", spec));
        return AllocatableAsync("ten.ai/gpu-mem", memory);
    }

    /// <summary>What a reboot does to a node: all processes end, and what was kept in memory is gone; its disk, and the API server, stay.</summary>
    internal void Reboot()
    {
        Agent.Kill();
        Run("stop", "kubelet");
        Run("stop", "containerd");
        ProgramRun.Run("bash", ["-c", EndContainers, "-", _folder["cluster"], _folder["state"]]).MustSucceed();
        Run("start", "containerd");
        Run("start", "kubelet");
        Agent.Start();
    }

    /// <summary>Changes a GPU of the simulated driver.</summary>
    internal void Set(int gpu, params string[] assignments) =>
        ProgramRun.Run(BuiltPrograms.Coaster, ["sim", "set", "--dir", _folder["sim"], $"{gpu}", .. assignments]).MustSucceed();

    /// <summary>Waits until kubelet offers all of the node's memory to pods.</summary>
    internal Task AdvertisedAsync() => AllocatableAsync("ten.ai/gpu-mem", Inventory.Gpus.Sum(gpu => gpu.MemoryMiB / 1024));

    /// <summary>
    /// Does what makes kubelet forget its plugins, and waits until it listens to all of them again and has their devices: its last word on what it offers
    /// stays meanwhile. A kubelet without a checkpoint admits pods before that as if the resources were nobody's, and hands out devices when their containers
    /// start, several at a time; in 1.20 that panics and leaves pods that never start (manager.go, devicesToReuse without a lock).
    /// </summary>
    internal async Task ListenedAnewAsync(Action restart)
    {
        const int Resources = 4;
        var before = Agent.TimesListened;
        await Task.Run(restart);
        await Waiting.ForAsync(() => Task.FromResult(Agent.TimesListened >= before + Resources), () => $"kubelet does not listen again; the agent says: {Agent.Log}");
        await Waiting.ForAsync(() => Task.FromResult(KnownResources() >= Resources), () => $"kubelet has no devices; the agent says: {Agent.Log}");
    }

    /// <summary>
    /// Waits until the agent has the pods' bookings. Where the API server goes after kubelet has heard of a pod and before the agent has, nobody can tell which
    /// GPU's ids it should have.
    /// </summary>
    internal Task BookedAsync(IEnumerable<V1Pod> pods) => Waiting.ForAsync(
        () => Task.FromResult(pods.All(pod => File.Exists(_folder[$"data/pods/{pod.Metadata.Uid}.json"]))),
        () => $"the agent does not hear of all pods; it says: {Agent.Log}");

    /// <summary>Of how many resources kubelet has devices. It writes that down as soon as it has read them.</summary>
    private static int KnownResources() =>
        File.Exists(Checkpoint) && JsonNode.Parse(File.ReadAllText(Checkpoint))?["Data"]?["RegisteredDevices"] is JsonObject known
            ? known.Count(resource => resource.Value is JsonArray { Count: > 0 })
            : 0;

    /// <summary>Waits until kubelet offers so many of a resource.</summary>
    internal Task AllocatableAsync(string resource, long count) => Waiting.ForAsync(
        async () => (await Client.Nodes().ReadAsync(null, Cluster.Node)).Status?.Allocatable?.GetValueOrDefault(resource) == $"{count}",
        () => $"{resource} is not {count}; the agent says: {Agent.Log}");

    /// <summary>The shims are killed first: they would write down how their containers ended.</summary>
    private const string EndContainers = """
        set -e
        pkill -KILL -f "containerd-shim-runc-v2 .*-address $1/containerd.sock" || true
        find /sys/fs/cgroup -path '*/kubepods/*' -name cgroup.procs -exec cat {} + | sort -u | xargs -r kill -KILL || true
        for memory in "$1/containerd/state" "$2" /run/containerd/runc/k8s.io; do
          awk -v at="$memory/" 'index($2, at) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount -l
          rm -rf "$memory"
        done
        """;

    private static string RuntimeHandler => $"""
            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.coaster]
              runtime_type = "io.containerd.runc.v2"
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.coaster.options]
                BinaryName = "{BuiltPrograms.Runtime}"
        """;
}
