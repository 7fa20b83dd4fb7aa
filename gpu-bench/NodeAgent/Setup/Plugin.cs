using Coaster.KubeletApi;
using Coaster.KubeletApi.DevicePlugins;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>Kubelet's side of one resource: a connection, and a stream that stays open.</summary>
internal sealed class Plugin : IDisposable
{
    private const string HealthyWord = "Healthy";
    private readonly GrpcChannel _channel;
    private readonly AsyncServerStreamingCall<ListAndWatchResponse> _stream;
    private volatile int _healthy;

    private Plugin(GrpcChannel channel)
    {
        _channel = channel;
        Calls = channel.CreateCallInvoker();
        Client = new DevicePlugin.DevicePluginClient(Calls);
        _stream = Client.ListAndWatch(new Empty());
    }

    internal DevicePlugin.DevicePluginClient Client { get; }

    /// <summary>Makes calls on the same connection.</summary>
    internal CallInvoker Calls { get; }

    /// <summary>The devices as they were told first.</summary>
    internal IReadOnlyList<string> Devices { get; private set; } = [];

    /// <summary>How many devices are healthy by the agent's last word.</summary>
    internal int Healthy => _healthy;

    /// <summary>Dials, reads the devices, and listens on until it is disposed of.</summary>
    internal static async Task<Plugin> ListenAsync(string socket)
    {
        var plugin = new Plugin(UnixChannel.ForPath(socket));
        try
        {
            await plugin.ReadAsync();
            _ = plugin.FollowAsync();
            return plugin;
        }
        catch
        {
            plugin.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _channel.Dispose();
    }

    private async Task ReadAsync()
    {
        if (!await _stream.ResponseStream.MoveNext(CancellationToken.None))
            throw new IOException("the agent tells of no devices");
        Devices = [.. _stream.ResponseStream.Current.Devices.Select(device => device.Id)];
        Count();
    }

    private async Task FollowAsync()
    {
        try
        {
            while (await _stream.ResponseStream.MoveNext(CancellationToken.None))
                Count();
        }
        catch (RpcException)
        {
            // The agent ended the stream, or this did.
        }
    }

    private void Count() => _healthy = _stream.ResponseStream.Current.Devices.Count(device => device.Health == HealthyWord);
}
