using Coaster.GpuModel;
using Coaster.Testing;

namespace Coaster.Partitioning.Tests.Layouts;

/// <summary>On the simulated driver.</summary>
public sealed class MigLayoutChangeTests
{
    private const string Small = "1g.18gb 1g.18gb 2g.35gb";
    private const string SmallCut = "on 2g.35gb@0-1[2g.35gb] 1g.18gb@2[1g.18gb] 1g.18gb@3[1g.18gb]";
    private const string Large = "1c.3g.71gb 4g.71gb";
    private const string LargeCut = "on 4g.71gb@0-3[4g.71gb] 3g.71gb@4-7[1c.3g.71gb]";

    [RootFact]
    public void Apply_CutChangeAndEmpty_IsAsAskedAndTouchesNoOther()
    {
        using var driver = new FaultyDriver();
        Assert.Null(driver.Apply(Small));
        Assert.Equal((SmallCut, "off"), (driver.State(), driver.State(1)));
        Assert.Null(driver.Apply(Large));
        Assert.Equal((LargeCut, "off"), (driver.State(), driver.State(1)));
        Assert.Null(driver.Apply(driver.Gpus[1].Uuid, Small));
        Assert.Null(driver.Apply(""));
        Assert.Equal(("off", SmallCut), (driver.State(), driver.State(1)));
    }

    [RootFact]
    public void Apply_SoAlready_ChangesNothing()
    {
        using var driver = new FaultyDriver();
        driver.Apply(Small);
        var devices = Devices(driver);
        driver.Fail(1, int.MaxValue);
        Assert.Null(driver.Apply("2g.35gb 1g.18gb 1g.18gb"));
        Assert.Null(driver.Apply(driver.Gpus[1].Uuid, ""));
        Assert.Equal((0, devices), (driver.Changes, Devices(driver)));
    }

    [RootFact]
    public void Apply_SoAlreadyAndInUse_IsNoMatter()
    {
        using var driver = new FaultyDriver();
        driver.Apply(Small);
        using var workload = new Workload(driver.Driver, 0, 100);
        Assert.Null(driver.Apply(Small));
    }

    [RootFact]
    public void Apply_MigDeviceInUse_NamesTheProcessAndTouchesNothing()
    {
        using var driver = new FaultyDriver();
        driver.Apply(Small);
        using var workload = new Workload(driver.Driver, 0, 100);
        driver.Fail(1, int.MaxValue);
        var refusal = $"cannot cut it: GPU 0 (NVIDIA H200) is in use by process {workload.Pid}. End what uses it.";
        Assert.Equal((refusal, refusal, 0), (driver.Refusal(Large), driver.Refusal(""), driver.Changes));
    }

    [RootFact]
    public void Apply_GpuInUse_TouchesNothing()
    {
        using var driver = new FaultyDriver();
        using var workload = new Workload(driver.Driver, 0, 100);
        Assert.Contains($"is in use by process {workload.Pid}", driver.Refusal(Small), StringComparison.Ordinal);
        Assert.Equal("off", driver.State());
        Assert.Null(driver.Apply(driver.Gpus[1].Uuid, Small));
    }

    [RootTheory]
    [InlineData(
        "1g.18gb 1g.5gb",
        "GPU 0 (NVIDIA H200) has no profile 1g.5gb; it has 1g.18gb, 1g.18gb+me, 1g.35gb, 2g.35gb, 3g.71gb, 4g.71gb, 7g.141gb")]
    [InlineData("19", "GPU 0 (NVIDIA H200) has no profile 19; it has 1g.18gb, 1g.18gb+me, 1g.35gb, 2g.35gb, 3g.71gb, 4g.71gb, 7g.141gb")]
    [InlineData(
        "3g.71gb 3g.71gb 1g.18gb",
        "GPU 0 (NVIDIA H200): there is no place left for 1g.18gb beside 3g.71gb, 3g.71gb: it can lie at 0, 1, 2, 3, 4, 5, 6; what would fit is"
        + " 7 x 1g.18gb or 1 x 1g.18gb+me or 4 x 1g.35gb or 3 x 2g.35gb or 2 x 3g.71gb or 1 x 4g.71gb or 1 x 7g.141gb")]
    public void Apply_WhatCanNeverBe_SaysWhatCanAndLeavesItAsItWas(string layout, string why)
    {
        using var driver = new FaultyDriver();
        Assert.Equal((why, "off"), (driver.Apply(layout), driver.State()));
        driver.Apply(Small);
        var devices = Devices(driver);
        Assert.Equal((why, devices), (driver.Apply(layout), Devices(driver)));
    }

    [RootFact]
    public void Apply_GpuWithoutMig_SaysSo()
    {
        using var driver = new FaultyDriver("t4:1");
        Assert.Equal("GPU 0 (Tesla T4) cannot be cut: its model, or its driver, has no MIG", driver.Apply(Small));
        Assert.Null(driver.Apply(""));
    }

    [RootFact]
    public void Apply_NoSuchGpu_SaysSo()
    {
        using var driver = new FaultyDriver("t4:1");
        Assert.Contains("there is no GPU GPU-9", Assert.Throws<CoasterException>(() => driver.Apply("GPU-9", Small)).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Apply_PartsWithoutComputeInstances_AreTakenAway()
    {
        using var driver = new FaultyDriver(mig: true);
        Assert.Null(driver.Apply(Small));
        driver.MakeOrphan("3g.71gb");
        Assert.Null(driver.Apply(Small));
        Assert.Equal(SmallCut, driver.State());
    }

    [RootFact]
    public void Apply_ComputeInstanceThatCannotBe_LeavesItAsItWas()
    {
        using var driver = new FaultyDriver();
        driver.Apply(Large);
        Assert.Equal(
            "cannot cut it: 4g.71gb has no compute instance of 3 slices; what was made before is destroyed again. It can have 1, 2, 4 of its 4.",
            driver.Refusal("3c.4g.71gb"));
        Assert.Equal(LargeCut, driver.State());
    }

    [RootTheory]
    [InlineData("", Small)]
    [InlineData(Small, Large)]
    [InlineData(Large, "")]
    public void Apply_AnyChangeFails_LeavesItAsItWas(string from, string to)
    {
        using var driver = new FaultyDriver("h200:1");
        driver.Apply(from);
        var before = driver.State();
        var changes = Changes(driver, from, to);
        Assert.InRange(changes, 5, 20);
        for (var step = 1; step <= changes; step++)
        {
            driver.Fail(step, step);
            Assert.Contains("unknown driver error", driver.Refusal(to), StringComparison.Ordinal);
            Assert.Equal(before, driver.State());
        }

        driver.Fail(0, 0);
        Assert.Null(driver.Apply(to));
    }

    [RootTheory]
    [InlineData("", Small, SmallCut)]
    [InlineData(Small, Large, LargeCut)]
    [InlineData(Large, "", "off")]
    public void Apply_AfterACrashAtAnyChange_Finishes(string from, string to, string expected)
    {
        using var driver = new FaultyDriver("h200:1");
        driver.Apply(from);
        var changes = Changes(driver, from, to);
        for (var step = 1; step <= changes; step++)
        {
            // Nothing is done any more, not even the undoing, as when the program has died.
            driver.Fail(step, int.MaxValue);
            driver.Refusal(to);
            driver.Fail(0, 0);
            Assert.Null(driver.Apply(to));
            Assert.Equal(expected, driver.State());
            Assert.Null(driver.Apply(from));
        }
    }

    [RootFact]
    public void Apply_CannotBeBroughtBack_SaysWhatIsMissing()
    {
        using var driver = new FaultyDriver("h200:1");
        driver.Apply(Large);
        driver.Fail(5, int.MaxValue);
        Assert.Equal(
            "cannot cut it: the driver does not make 2g.35gb on GPU 0 at 0-1: unknown driver error; 2 of the 2 GPU instances that it had could not be"
            + " made again. See what there is with: coaster mig list.",
            driver.Refusal("2g.35gb"));
    }

    [RootFact]
    public void Apply_WhatAPersonCut_IsBroughtBackToo()
    {
        using var driver = new FaultyDriver("h200:1", mig: true);
        driver.Apply("7g.141gb");
        driver.Apply("1g.18gb");
        driver.Make("1c.2g.35gb");
        var before = driver.State();
        Assert.Equal("on 1g.18gb@0[1g.18gb] 2g.35gb@2-3[1c.2g.35gb]", before);
        driver.Fail(5, 5);
        driver.Refusal("7g.141gb");
        Assert.Equal(before, driver.State());
    }

    private static string Devices(FaultyDriver driver) => string.Join(' ', driver.Gpu().Mig.Select(mig => mig.Uuid));

    /// <summary>How many changes there are on the way; the GPU is as before again.</summary>
    private static int Changes(FaultyDriver driver, string from, string to)
    {
        driver.Fail(0, 0);
        Assert.Null(driver.Apply(to));
        var changes = driver.Changes;
        Assert.Null(driver.Apply(from));
        return changes;
    }
}
