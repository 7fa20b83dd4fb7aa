using Coaster.KubeletApi;
using Coaster.KubeletApi.DevicePlugins;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coaster.Kubelet.Tests;

/// <summary>Kubelet's side of one plugin: a connection and a stream.</summary>
internal sealed class FakeEndpoint : IAsyncDisposable
{
    private readonly GrpcChannel _channel;
    private readonly DevicePlugin.DevicePluginClient _client;
    private readonly AsyncServerStreamingCall<ListAndWatchResponse> _stream;
    private readonly Task _reading;
    private volatile ListAndWatchResponse? _latest;
    private volatile bool _hasEnded;
    private int _messages;

    private FakeEndpoint(GrpcChannel channel, DevicePluginOptions options)
    {
        (_channel, Options) = (channel, options);
        _client = new DevicePlugin.DevicePluginClient(channel);
        _stream = _client.ListAndWatch(new Empty());
        _reading = ReadAsync();
    }

    public DevicePluginOptions Options { get; }

    public bool IsOpen => !_hasEnded;

    public int Messages => Volatile.Read(ref _messages);

    public IReadOnlyList<Device>? Devices => _latest?.Devices;

    public IReadOnlyList<string> Healthy => [.. (Devices ?? []).Where(device => device.Health == "Healthy").Select(device => device.Id)];

    public DevicePlugin.DevicePluginClient Client => _client;

    public static async Task<FakeEndpoint> ConnectAsync(string socket)
    {
        var channel = UnixChannel.ForPath(socket);
        return new FakeEndpoint(channel, await new DevicePlugin.DevicePluginClient(channel).GetDevicePluginOptionsAsync(new Empty()));
    }

    public async Task<IReadOnlyList<string>> PreferAsync(IReadOnlyList<string> available, int size)
    {
        var request = new PreferredAllocationRequest
        {
            ContainerRequests = { new ContainerPreferredAllocationRequest { AvailableDeviceIds = { available }, AllocationSize = size } },
        };
        return (await _client.GetPreferredAllocationAsync(request)).ContainerResponses.Single().DeviceIds;
    }

    public async Task<ContainerAllocateResponse> AllocateAsync(IReadOnlyList<string> ids)
    {
        var request = new AllocateRequest { ContainerRequests = { new ContainerAllocateRequest { DevicesIds = { ids } } } };
        return (await _client.AllocateAsync(request)).ContainerResponses.Single();
    }

    /// <summary>Ends the stream; the connection stays.</summary>
    public async Task BreakStreamAsync()
    {
        _stream.Dispose();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await BreakStreamAsync();
        _channel.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                _latest = _stream.ResponseStream.Current;
                Interlocked.Increment(ref _messages);
            }
        }
        catch (RpcException)
        {
        }
        finally
        {
            _hasEnded = true;
        }
    }
}
