using Coaster.ClusterState.Demands;
using Coaster.KubeApi.Models;

namespace Coaster.ClusterState.Tests.Demands;

public sealed class HostNeedsTests
{
    [Fact]
    public void Of_Containers_AreAddedUpWithTheOverhead()
    {
        var spec = new V1PodSpec { Containers = [Container("500m", "1Gi"), Container("1", "1500M")], Overhead = new Dictionary<string, string> { ["cpu"] = "250m", ["memory"] = "16Mi" } };
        Assert.Equal(new HostNeed(1750, 1024 + 1431 + 16), HostNeeds.Of(spec));
    }

    [Fact]
    public void Of_InitContainer_CountsAloneButForTheSidecarsBeforeIt()
    {
        var spec = new V1PodSpec
        {
            InitContainers = [Container("4", "1Gi"), Container("1", "1Gi", "Always"), Container("2", "8Gi")],
            Containers = [Container("2", "2Gi")],
        };
        Assert.Equal(new HostNeed(4000, 9 * 1024), HostNeeds.Of(spec));
    }

    [Theory]
    [InlineData("-1", "-5")]
    [InlineData("abc", "")]
    public void Of_WhatIsNoAmount_IsNothing(string cpu, string memory) =>
        Assert.Equal(default, HostNeeds.Of(new V1PodSpec { Containers = [Container(cpu, memory)] }));

    [Fact]
    public void Of_MoreThanAnyNodeHas_DoesNotOverflow() =>
        Assert.Equal(new HostNeed(int.MaxValue, int.MaxValue), HostNeeds.Of(new V1PodSpec { Containers = [Container("9E", "8Ei"), Container("9E", "8Ei")] }));

    private static V1Container Container(string cpu, string memory, string? restart = null) => new()
    {
        RestartPolicy = restart,
        Resources = new V1ResourceRequirements { Requests = new Dictionary<string, string> { ["cpu"] = cpu, ["memory"] = memory } },
    };
}
