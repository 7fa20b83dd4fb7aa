namespace Coaster.Oci.Tests;

public sealed class OwnHookTests
{
    [Fact]
    public void At_StageAndDoor_AreInItsArgumentsAndEnv()
    {
        var hook = new OwnHook("/usr/bin/coaster-runtime", ["A=b"]).At(HookStage.Poststop, HookDoor.Runtime);
        Assert.Equal((HookStage.Poststop, "/usr/bin/coaster-runtime"), (hook.Stage, hook.Path));
        Assert.Equal(["coaster-hook", "poststop"], hook.Args);
        Assert.Equal(["COASTER_HOOK=runtime", "A=b"], hook.Env);
    }

    [Theory]
    [InlineData(true, "coaster-hook", "createRuntime")]
    [InlineData(false, "nvidia-cdi-hook", "coaster-hook")]
    [InlineData(false)]
    public void Is_Hook_IsToldByItsName(bool expected, params string[] args) =>
        Assert.Equal(expected, OwnHook.Is(new OciHook(HookStage.CreateRuntime, "/x", args, ["A=b"])));

    [Fact]
    public void OfProcess_NoSettings_HasAnAbsolutePath() => Assert.Equal(Path.GetFullPath("x"), OwnHook.OfProcess("x").Path);
}
