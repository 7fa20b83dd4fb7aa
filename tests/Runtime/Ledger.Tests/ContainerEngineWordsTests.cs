using Coaster.GpuModel;

namespace Coaster.Ledger.Tests;

public sealed class ContainerEngineWordsTests
{
    [Fact]
    public void Word_EveryEngine_IsReadBack() =>
        Assert.All(Enum.GetValues<ContainerEngine>(), engine => Assert.Equal(engine, ContainerEngineWords.Parse(engine.Word())));

    [Theory]
    [InlineData("")]
    [InlineData("Docker")]
    [InlineData("rkt")]
    public void Parse_OtherWord_IsRefused(string word) => Assert.Throws<CodecException>(() => ContainerEngineWords.Parse(word));

    [Theory]
    [InlineData(ContainerEngine.Runc, Lifetime.Starter)]
    [InlineData(ContainerEngine.Docker, Lifetime.Cgroup)]
    [InlineData(ContainerEngine.Lxc, Lifetime.Cgroup)]
    [InlineData(ContainerEngine.Chroot, Lifetime.UntilRemoved)]
    public void Lifetime_Engine_TellsWhatEndsIt(ContainerEngine engine, Lifetime expected) => Assert.Equal(expected, engine.Lifetime());
}
