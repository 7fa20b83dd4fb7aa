using Coaster.GpuModel.Requests;
using Coaster.Kubelet.Events;
using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet.Tests.Registering;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Run_KubeletIsThere_IsServedBeforeItRegisters()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("AB", 4));

        // This kubelet dials the plugin back before it answers the registration: a plugin that does not serve yet is refused.
        var endpoint = await kubelet.EndpointAsync();
        var request = Assert.Single(kubelet.Registrations);
        Assert.Equal(("v1beta1", "ten.ai_gpu-mem.sock", Words.Memory), (request.Version, request.Endpoint, request.ResourceName));
        Assert.True(request.Options is { GetPreferredAllocationAvailable: true, PreStartRequired: false });
        Assert.True(endpoint.Options is { GetPreferredAllocationAvailable: true, PreStartRequired: false });
        Assert.Equal("A:4 B:4", Words.Gpus(endpoint.Healthy));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(plugin.Socket));
        await Until.TrueAsync(() => plugin.Memory is { IsRegistered: true, TimesRegistered: 1, Healthy: 8, Unhealthy: 0, Errors: 0 });
    }

    [Fact]
    public async Task Run_NoKubelet_WaitsAndSaysSoOnce()
    {
        await using var plugin = new RunningPlugin(subfolder: "later/device-plugins");
        plugin.Publish(Words.Resource("A", 4), Words.Resource("A", 4, ResourceNames.Core));
        await Until.TrueAsync(() => plugin.Events.Count(KubeletEventKind.Waiting) > 0);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        await kubelet.EndpointAsync();
        await kubelet.EndpointAsync(ResourceNames.Core);
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Waiting));
        Assert.Equal(0, plugin.Memory.Errors);
    }

    [Fact]
    public async Task Run_KubeletStartsAnew_RegistersAgain()
    {
        await using var plugin = new RunningPlugin();
        plugin.Publish(Words.Resource("A", 4));
        for (var time = 1; time <= 3; time++)
        {
            await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
            Assert.Equal("A:4", Words.Gpus((await kubelet.EndpointAsync()).Healthy));
            await Until.TrueAsync(() => plugin.Memory.TimesRegistered >= time);
        }
    }

    [Fact]
    public async Task Run_OwnSocketDeleted_MakesItAgainAndKubeletListensOn()
    {
        await using var plugin = new RunningPlugin();
        plugin.Publish(Words.Resource("A", 4));
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        var before = await kubelet.EndpointAsync();
        await Until.TrueAsync(() => plugin.Memory.IsRegistered);
        File.Delete(plugin.Socket);
        await Until.TrueAsync(() => File.Exists(plugin.Socket));
        plugin.Publish(Words.Resource("A", 3));
        await Until.TrueAsync(() => Words.Gpus(before.Healthy) == "A:3");
        Assert.True(before.IsOpen);
        Assert.Equal((1, 1, 0), (plugin.Memory.TimesRegistered, plugin.Events.Count(KubeletEventKind.Restored), plugin.Events.Count(KubeletEventKind.Lost)));
    }

    [Fact]
    public async Task Run_OwnSocketDeletedAgainAndAgain_NoServersAreLeft()
    {
        await using var plugin = new RunningPlugin();
        plugin.Publish(Words.Resource("A", 4));
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        var before = await kubelet.EndpointAsync();
        await Until.TrueAsync(() => plugin.Memory.IsRegistered);
        for (var time = 1; time <= 4; time++)
        {
            File.Delete(plugin.Socket);
            await Until.TrueAsync(() => File.Exists(plugin.Socket) && plugin.Events.Count(KubeletEventKind.Restored) == time);
        }

        await Until.TrueAsync(() => ListenersOn(plugin.Socket) == 2);
        Assert.True(before.IsOpen);
    }

    [Fact]
    public async Task Run_OwnSocketDeletedAndThenTheStreamBroken_RegistersAgain()
    {
        await using var plugin = new RunningPlugin();
        plugin.Publish(Words.Resource("A", 4));
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        var before = await kubelet.EndpointAsync();
        await Until.TrueAsync(() => plugin.Memory.IsRegistered);
        File.Delete(plugin.Socket);
        await Until.TrueAsync(() => File.Exists(plugin.Socket));
        await before.BreakStreamAsync();
        Assert.Equal("A:4", Words.Gpus((await kubelet.EndpointAsync(that: endpoint => endpoint != before)).Healthy));
    }

    [Fact]
    public async Task Run_StreamBroken_RegistersAgain()
    {
        await using var plugin = new RunningPlugin();
        plugin.Publish(Words.Resource("A", 4));
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        var before = await kubelet.EndpointAsync();
        await before.BreakStreamAsync();
        await kubelet.EndpointAsync(that: endpoint => endpoint != before);
        Assert.Contains(plugin.Events.All, happened => happened is { Kind: KubeletEventKind.Lost } && happened.Message.EndsWith("the stream ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_KubeletRefuses_TriesAgainAndSaysItOnce()
    {
        await using var plugin = new RunningPlugin();
        var refusals = 3;
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder, _ => Interlocked.Decrement(ref refusals) >= 0);
        plugin.Publish(Words.Resource("A", 4));
        await kubelet.EndpointAsync();
        await Until.TrueAsync(() => plugin.Memory is { IsRegistered: true, Errors: 3 });
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Failed));
        Assert.Equal("cannot register ten.ai/gpu-mem with kubelet: InvalidArgument: the fake kubelet refuses", plugin.Memory.LastError);
    }

    [Fact]
    public async Task Run_SocketOfADeadKubelet_TriesUntilThereIsOne()
    {
        await using var plugin = new RunningPlugin();
        using (var dead = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, default))
        {
            dead.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(plugin.Folder, "kubelet.sock")));
            plugin.Publish(Words.Resource("A", 4));
            await Until.TrueAsync(() => plugin.Memory.Errors > 1);
        }

        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        await kubelet.EndpointAsync();
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Failed));
    }

    [Fact]
    public async Task Publish_NewResource_GetsAnEndpointAtOnce()
    {
        const string Mig = "ten.ai/mig-1g.18gb";
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        await kubelet.EndpointAsync();
        plugin.Publish(Words.Resource("A", 4), new AdvertisedResource(Mig, [new AdvertisedDevice("MIG-1", true, null)]));
        Assert.Equal(["MIG-1"], (await kubelet.EndpointAsync(Mig)).Healthy);
        Assert.True(File.Exists(Path.Combine(plugin.Folder, "ten.ai_mig-1g.18gb.sock")));
        Assert.Single(kubelet.Registrations, request => request.ResourceName == Words.Memory);
    }

    [Fact]
    public async Task Publish_NeverADevice_IsNotRegistered()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(new AdvertisedResource(ResourceNames.Whole, []), Words.Resource("A", 1));
        await kubelet.EndpointAsync();
        Assert.DoesNotContain(plugin.Host.Status.Resources, resource => resource.Resource == ResourceNames.Whole);
        Assert.DoesNotContain(kubelet.Registrations, request => request.ResourceName == ResourceNames.Whole);
    }

    [Fact]
    public async Task Publish_ResourceVanishesAndComesBack_IsEmptyThenClosedThenThere()
    {
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { CloseAfter = TimeSpan.FromSeconds(2) });
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var before = await kubelet.EndpointAsync();
        plugin.Publish();
        await Until.TrueAsync(() => before.Devices!.Count == 0);
        await Until.TrueAsync(() => !before.IsOpen && plugin.Host.Status.Resources.Count == 0 && !File.Exists(plugin.Socket));
        plugin.Publish(Words.Resource("B", 4));
        Assert.Equal("B:4", Words.Gpus((await kubelet.EndpointAsync(that: endpoint => endpoint != before)).Healthy));
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Closed));
    }

    [Fact]
    public async Task Dispose_Registered_EndsTheStreamAndTakesTheSocketAway()
    {
        var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var endpoint = await kubelet.EndpointAsync();
        await plugin.Host.DisposeAsync();
        await Until.TrueAsync(() => !endpoint.IsOpen);
        Assert.False(File.Exists(plugin.Socket));
        await plugin.DisposeAsync();
    }

    [Fact]
    public async Task Run_Twice_IsRefused()
    {
        await using var plugin = new RunningPlugin();
        Assert.Throws<InvalidOperationException>(() => { _ = plugin.Host.RunAsync(CancellationToken.None); });
    }

    /// <summary>The kernel tells of those too whose path is gone: SO_ACCEPTCON is among the flags of a socket that listens.</summary>
    private static int ListenersOn(string path) => File.ReadLines("/proc/net/unix")
        .Count(line => line.EndsWith(" " + path, StringComparison.Ordinal) && line.Contains(" 00010000 ", StringComparison.Ordinal));
}
