using Coaster.Testing;

namespace Coaster.Cli.Tests.Mig;

/// <summary>The program itself, against the simulated driver.</summary>
public sealed class MigDestroyCommandTests
{
    private const string Cut = "1g.18gb@0 1g.18gb@1 2g.35gb@2 3g.71gb@4";

    [RootFact]
    public void Destroy_SomeByName_LeavesTheOthers()
    {
        using var machine = new CutMachine(empty: false);
        var gpu = machine.Gpus[0];
        var middle = gpu.Mig.Single(mig => mig.Profile == "2g.35gb");
        var run = machine.Coaster($"mig destroy {middle.Uuid} 0:0 0:{middle.Index}").MustSucceed();
        Assert.Equal(2, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"destroyed {middle.Uuid} (2g.35gb, GPU 0, GI {middle.GpuInstance}, CI 0)\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("1g.18gb@0 1g.18gb@1", machine.Cuts);
    }

    [RootFact]
    public void Destroy_All_LeavesTheOtherGpu()
    {
        using var machine = new CutMachine("h200:2", empty: false);
        Assert.Equal(Cut, machine.Cuts);
        machine.Coaster("mig destroy --gpu 0 --all").MustSucceed();
        Assert.Equal("", machine.Cuts);
        Assert.Equal(4, machine.Gpus[1].Mig.Count);
    }

    [RootFact]
    public void Destroy_Booked_NamesTheHolderAndDestroysNothing()
    {
        using var machine = new CutMachine(empty: false);
        var gpu = machine.Gpus[0];
        machine.Book(gpu, gpu.Mig[1]);
        var refusal = $"coaster: cannot destroy MIG devices: {gpu.Mig[1].Uuid} is held by train. Stop that first: see coaster ps.";
        Assert.Equal(refusal, machine.Refusal("mig destroy 0:0 0:1"));
        Assert.Equal(refusal, machine.Refusal("mig destroy --gpu 0 --all"));
        Assert.Equal(Cut, machine.Cuts);
        machine.Coaster("mig destroy 0:0").MustSucceed();
    }

    [RootFact]
    public void Destroy_WholeGpuBooked_IsRefused()
    {
        using var machine = new CutMachine(empty: false);
        machine.Book(machine.Gpus[0], mig: null);
        Assert.Contains("is held by train", machine.Refusal("mig destroy 0:2"), StringComparison.Ordinal);
    }

    [RootFact]
    public void Destroy_InUse_NamesTheProcessAndDestroysNothing()
    {
        using var machine = new CutMachine(empty: false);
        using var workload = new Workload(machine.Driver, 0, 100);
        Assert.Matches($@"GI \d+ is in use by process {workload.Pid}\. End what uses it, and try again\.\z", machine.Refusal("mig destroy --gpu 0 --all"));
        Assert.Equal(Cut, machine.Cuts);
    }

    [RootFact]
    public void Destroy_WhatIsNoMigDevice_IsRefused()
    {
        using var machine = new CutMachine();
        Assert.Contains("0 is a whole GPU", machine.Refusal("mig destroy 0"), StringComparison.Ordinal);
        Assert.Contains("there is no MIG device 0:7", machine.Refusal("mig destroy 0:7"), StringComparison.Ordinal);
        Assert.Contains("there is no MIG device MIG-1?2", machine.Refusal("mig destroy MIG-1\n2"), StringComparison.Ordinal);
        foreach (var words in (string[])["mig destroy", "mig destroy --all", "mig destroy --gpu 0", "mig destroy --gpu 0 0:1", "mig destroy --gpu 0 --all 0:1"])
            Assert.Contains("it is not said which", machine.Refusal(words), StringComparison.Ordinal);
        machine.Coaster("mig destroy --gpu 0 --all").MustSucceed();
    }
}
