using System.Diagnostics;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.NodeAgent.Setup;
using Coaster.GpuModel.Requests;
using Coaster.KubeletApi.DevicePlugins;
using Google.Protobuf;
using Grpc.Core;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>
/// Calls on the connection that kubelet has, as for one new pod after the other. All devices are available, which are more than kubelet ever has left;
/// the agent asks kubelet each time whom it means.
/// </summary>
internal sealed class CallRounds(BenchNode node, CancellationToken interrupted)
{
    private const int WarmUp = 20;
    private const int Seed = 1;
    private const int RestMilliseconds = 5;
    private const string Empty = "an empty call on the same socket";

    private static readonly Method<byte[], byte[]> Prefer =
        WrittenMessages.Method(DevicePlugin.Descriptor.FullName, nameof(DevicePlugin.DevicePluginClient.GetPreferredAllocation));

    private readonly CallInvoker _calls = node.Kubelet.Plugins[ResourceNames.Memory].Calls;
    private readonly DevicePlugin.DevicePluginClient _client = node.Kubelet.Plugins[ResourceNames.Memory].Client;
    private readonly string[] _devices = [.. node.Kubelet.Plugins[ResourceNames.Memory].Devices];
    private readonly Samples _empty = new();
    private readonly Samples _allocate = new();
    private readonly Samples _prefer = new();

    internal async Task<IReadOnlyList<Row>> MeasureAsync(int rounds)
    {
        // Kubelet keeps them in sets, which have no order.
        new Random(Seed).Shuffle(_devices);
        var preference = Preference().ToByteArray();
        var allocation = Allocation();
        (Samples Times, Func<Task> Call)[] calls =
        [
            (_empty, async () => await _client.GetDevicePluginOptionsAsync(new Empty())),
            (_allocate, async () => await _client.AllocateAsync(allocation)),
            (_prefer, async () => await _calls.AsyncUnaryCall(Prefer, null, default, preference)),
        ];
        await new Turns(WarmUp, RestMilliseconds, interrupted).TakeAsync(calls, rounds, TimeAsync);
        return
        [
            new Row("Allocate", "ms", Empty, _allocate, _empty) { Aim = new Aim(99, 5) },
            new Row($"GetPreferredAllocation of {_devices.Length}", "ms", Empty, _prefer, _empty) { Aim = new Aim(99, 10) },
        ];
    }

    private static async Task TimeAsync((Samples Times, Func<Task> Call) variant, bool counts)
    {
        // Kubelet's part is played here, and what its collector does is not the agent's.
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await variant.Call();
        var took = Stopwatch.GetElapsedTime(started);
        if (counts)
            variant.Times.Add(took.TotalMilliseconds);
    }

    private PreferredAllocationRequest Preference() => new()
    {
        ContainerRequests = { new ContainerPreferredAllocationRequest { AvailableDeviceIds = { _devices }, AllocationSize = BookedPods.Devices } },
    };

    /// <summary>Not those that are preferred: every pod goes on waiting.</summary>
    private AllocateRequest Allocation() => new()
    {
        ContainerRequests = { new ContainerAllocateRequest { DevicesIds = { _devices.TakeLast(BookedPods.Devices / 2), _devices.Take(BookedPods.Devices / 2) } } },
    };
}
