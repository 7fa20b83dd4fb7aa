using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.Cli.Run;

namespace Coaster.Cli.Tests.Run;

public sealed class BundleDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Create_OneVolumeAndNoNetwork_IsTheGoldenOne() => Assert.Equal(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "bundle.json")).TrimEnd(),
        Create(ownNetwork: true, new Volume("/srv/data", "/data", true)).ToJsonString(Indented));

    [Fact]
    public void Create_Devices_AreAllClosedAtFirst()
    {
        var rules = Create(ownNetwork: false)["linux"]!["resources"]!["devices"]!.AsArray();
        Assert.False(Assert.Single(rules)!["allow"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Create_HostsNetwork_BringsTheHostsNames(bool ownNetwork, bool expected)
    {
        var document = Create(ownNetwork);
        Assert.Equal(expected, Destinations(document).Contains("/etc/hosts"));
        Assert.Equal(ownNetwork, document["linux"]!["namespaces"]!.AsArray().Any(entry => entry!["type"]!.GetValue<string>() == "network"));
    }

    [Fact]
    public void Create_VolumeInTheHostsPlace_WinsAndIsThereOnce()
    {
        var document = Create(ownNetwork: false, new Volume("/srv/hosts", "/etc/hosts", false), new Volume("/srv/shm", "/dev/shm", false));
        Assert.Equal(Destinations(document).Distinct(), Destinations(document));
        Assert.Contains("/srv/hosts", document.ToJsonString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Destinations(JsonObject document) =>
        document["mounts"]!.AsArray().Select(mount => mount!["destination"]!.GetValue<string>());

    private static JsonObject Create(bool ownNetwork, params Volume[] volumes) =>
        BundleDocument.Create(Options.Process("sh", "/app", "A=b"), "/run/coaster/containers/web/rootfs", volumes, ownNetwork, "web");
}
