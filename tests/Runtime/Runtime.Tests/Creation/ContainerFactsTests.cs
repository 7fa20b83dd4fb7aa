using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Runtime.Creation;

namespace Coaster.Runtime.Tests.Creation;

public sealed class ContainerFactsTests
{
    [Theory]
    [InlineData("/run/x", """{"annotations":{"io.container.manager":"libpod"}}""", ContainerEngine.Podman)]
    [InlineData("/run/x", """{"annotations":{"io.kubernetes.cri-o.ContainerType":"container"}}""", ContainerEngine.Crio)]
    [InlineData("/run/containerd/io.containerd.runtime.v2.task/moby/1", "{}", ContainerEngine.Docker)]
    [InlineData("/run/docker/containerd/daemon/io.containerd.runtime.v2.task/moby/1", "{}", ContainerEngine.Docker)]
    [InlineData("/run/containerd/io.containerd.runtime.v2.task/default/1", "{}", ContainerEngine.Containerd)]
    [InlineData("/home/me/bundle", "{}", ContainerEngine.Oci)]
    public void Engine_Container_IsTold(string bundle, string config, ContainerEngine expected) =>
        Assert.Equal(expected, new ContainerFacts("1", bundle, BundleSpec.Parse(System.Text.Encoding.UTF8.GetBytes(config))).Engine);

    [Theory]
    [InlineData("../x")]
    [InlineData(".")]
    [InlineData("a b")]
    [InlineData("")]
    public void ToNew_IdThatNamesNoBooking_IsRefused(string id) => Assert.Contains(
        "cannot be the name of a booking",
        Assert.Throws<CoasterException>(() => new ContainerFacts(id, "/b", BundleSpec.Parse("{}"u8.ToArray())).ToNew("/c")).Message,
        StringComparison.Ordinal);
}
