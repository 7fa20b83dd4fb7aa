using System.Text.Json.Nodes;
using Coaster.GpuBench.Measuring;
using Coaster.Slicing.Advertising;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>A node as its agent sees it: eight GPUs, an API server with the booked pods, and kubelet. Beside it runs an agent that is of no cluster.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private const string Name = "bench";
    private const string System = "coaster-system";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly KubeletFolder _folder;
    private readonly BookedPods _pods;
    private readonly ApiServer _api;
    private readonly SimulatedGpus _gpus;
    private readonly IReadOnlyCollection<string> _resources;

    private BenchNode(KubeletFolder folder, ApiServer api, SimulatedGpus gpus)
    {
        (_folder, _api, _gpus) = (folder, api, gpus);
        _pods = new BookedPods(gpus.Inventory);
        _resources = [.. DeviceSlicer.Slice(gpus.Inventory, BookedPods.Unit, gpu => gpu.Mode).Where(resource => resource.Devices.Count > 0).Select(resource => resource.Name)];
    }

    /// <summary>The agent of the node.</summary>
    internal required RunningAgent Agent { get; init; }

    /// <summary>An agent that only looks after shares.</summary>
    internal required RunningAgent Plain { get; init; }

    /// <summary>The kubelet that runs now.</summary>
    internal Kubelet Kubelet { get; private set; } = null!;

    /// <summary>Starts everything, and waits until the agent has every booking and kubelet every resource.</summary>
    /// <exception cref="IOException">It does not come to that.</exception>
    internal static async Task<BenchNode> StartAsync(BenchOptions options, Workspace workspace, KubeletFolder kubelets, CancellationToken interrupted)
    {
        var gpus = new SimulatedGpus(workspace, options.Coaster);
        var api = await ApiServer.StartAsync();
        var kubeconfig = workspace.In("kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, Kubeconfig(api.Address), interrupted);
        var node = new BenchNode(kubelets, api, gpus)
        {
            Agent = new RunningAgent(
                options.Agent, workspace.Folder("cluster"), gpus.Root,
                "--node", Name, "--kubeconfig", kubeconfig, "--kubelet", KubeletFolder.Root, "--memory-unit", BookedPods.Unit.ToString()),
            Plain = new RunningAgent(options.Agent, workspace.Folder("plain"), gpus.Root),
        };
        try
        {
            await node.FillAsync(interrupted);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes a GPU of the driver.</summary>
    internal void Set(int gpu, string assignment) => _gpus.Set(gpu, assignment);

    /// <summary>Ends kubelet, as a crash does.</summary>
    internal ValueTask StopKubeletAsync() => Kubelet.DisposeAsync();

    /// <summary>Starts another kubelet; it returns when its sockets are there.</summary>
    internal async Task StartKubeletAsync() => Kubelet = await Kubelet.StartAsync(_folder, _resources);

    /// <summary>Waits until kubelet knows every resource.</summary>
    internal Task CompleteAsync(CancellationToken interrupted) =>
        BoundedAsync(Kubelet.Complete, () => $"kubelet was told of {string.Join(", ", Kubelet.Plugins.Keys)} alone", interrupted);

    /// <summary>Dials every resource beside kubelet and reads its devices, all at the same time as kubelet does.</summary>
    internal async Task ListenOnceAsync()
    {
        foreach (var plugin in await Task.WhenAll(_resources.Select(resource => Plugin.ListenAsync(_folder.SocketOf(Kubelet.Endpoints[resource])))))
            plugin.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Agent.Dispose();
        Plain.Dispose();
        if (Kubelet is not null)
            await Kubelet.DisposeAsync();
        await _api.DisposeAsync();
        _pods.Dispose();
        _gpus.Dispose();
    }

    private static string Kubeconfig(string address) => $$$"""
        {"apiVersion":"v1","kind":"Config","current-context":"bench","clusters":[{"name":"bench","cluster":{"server":"{{{address}}}"}}],
         "contexts":[{"name":"bench","context":{"cluster":"bench","user":"bench"}}],"users":[{"name":"bench","user":{}}]}
        """;

    private async Task FillAsync(CancellationToken interrupted)
    {
        _api.Put("/api/v1/nodes", new JsonObject { ["metadata"] = new JsonObject { ["name"] = Name, ["uid"] = "node-uid", ["resourceVersion"] = "1" } });
        _api.Put($"/api/v1/namespaces/{System}/configmaps", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "coaster-booking-keys", ["namespace"] = System, ["uid"] = "keys-uid", ["resourceVersion"] = "1" },
            ["data"] = new JsonObject { ["one.pem"] = _pods.PublicKey },
        });
        for (var number = 0; number < BookedPods.Count; number++)
            _api.Put("/api/v1/pods", _pods.Pod(number, Name));
        await StartKubeletAsync();
        await CompleteAsync(interrupted);
        await BoundedAsync(BookedAsync(interrupted), () => $"of {BookedPods.Count} bookings {Booked} were taken", interrupted);
    }

    /// <summary>A booking that was accepted is on the disk.</summary>
    private int Booked => Directory.Exists($"{Agent.Folder}/data/pods") ? Directory.GetFiles($"{Agent.Folder}/data/pods", "*.json").Length : 0;

    private async Task BookedAsync(CancellationToken interrupted)
    {
        while (Booked < BookedPods.Count)
            await Task.Delay(LookAgain, interrupted);
    }

    private async Task BoundedAsync(Task task, Func<string> state, CancellationToken interrupted)
    {
        try
        {
            await task.WaitAsync(Patience, interrupted);
        }
        catch (TimeoutException)
        {
            Agent.MustRun();
            throw new IOException($"{state()} within {Patience.TotalSeconds:0} s; the agent said last: {Agent.LastWords}");
        }
    }
}
