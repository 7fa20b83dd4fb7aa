using Coaster.Ledger;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Mig;

/// <summary>The program itself, against the simulated driver.</summary>
public sealed class MigCreateCommandTests
{
    [RootFact]
    public void Create_SmallOnesAndALargeOneInEveryOrder_LetsTheLargeOneIn()
    {
        using var machine = new CutMachine();
        for (var before = 0; before <= 4; before++)
        {
            var order = Enumerable.Repeat("1g.18gb", 4).ToList();
            order.Insert(before, "3g.71gb");
            foreach (var profile in order)
                machine.Coaster($"mig create --gpu 0 {profile}").MustSucceed();
            Assert.Equal("1g.18gb@0 1g.18gb@1 1g.18gb@2 1g.18gb@3 3g.71gb@4", machine.Cuts);
            machine.Coaster("mig destroy --gpu 0 --all").MustSucceed();
        }
    }

    [RootFact]
    public void Create_SeveralAtOnce_PrintsALineWithTheUuidOfEach()
    {
        using var machine = new CutMachine();
        var gpu = machine.Gpus[0];
        var lines = machine.Coaster($"mig create --gpu {gpu.Uuid} 1g.18gb,1c.3g.71gb 14").MustSucceed().Output.TrimEnd().Split('\n');
        Assert.Matches(@"\Acreated MIG-[0-9a-f-]{36} \(1g\.18gb, GPU 0, GI 9, CI 0, slices 2\)\z", lines[0]);
        Assert.Matches(@"\Acreated MIG-[0-9a-f-]{36} \(1c\.3g\.71gb, GPU 0, GI 2, CI 0, slices 4-7\)\z", lines[1]);
        Assert.Matches(@"\Acreated MIG-[0-9a-f-]{36} \(2g\.35gb, GPU 0, GI 3, CI 0, slices 0-1\)\z", lines[2]);
        Assert.Equal(
            lines.Select(line => line.Split(' ')[1]).Order(), machine.Gpus[0].Mig.Select(mig => mig.Uuid).Order());
        Assert.Equal(["1c.3g.71gb", "1g.18gb", "2g.35gb"], machine.Gpus[0].Mig.Select(mig => mig.Profile).Order(StringComparer.Ordinal));
    }

    [RootFact]
    public void Create_ThenDestroy_KeepsFingerprintAndKeptInventoryInStep()
    {
        using var machine = new CutMachine();
        var empty = machine.Fingerprint;
        machine.Coaster("mig create --gpu 0 1g.18gb+me").MustSucceed();
        var cut = machine.Fingerprint;
        Assert.NotEqual(empty, cut);
        Assert.Equal("1g.18gb+me", Assert.Single(new InventoryCache(machine.Settings).TryRead(cut)!.Gpus[0].Mig).Profile);
        machine.Coaster("mig destroy 0:0").MustSucceed();
        Assert.Equal(empty, machine.Fingerprint);
        Assert.Empty(new InventoryCache(machine.Settings).TryRead(empty)!.Gpus[0].Mig);
    }

    [RootFact]
    public void Create_SecondCannotBeMade_DestroysTheFirstAgain()
    {
        using var machine = new CutMachine();
        var before = machine.Fingerprint;
        Assert.Equal(
            "coaster: cannot create MIG devices: 4g.71gb has no compute instance of 3 slices; what was made before is destroyed again."
            + " It can have 1, 2, 4 of its 4.",
            machine.Refusal("mig create --gpu 0 1g.18gb 3c.4g.71gb"));
        Assert.Equal((before, ""), (machine.Fingerprint, machine.Cuts));
    }

    [RootFact]
    public void Create_DryRun_SaysWhereAndMakesNothing()
    {
        using var machine = new CutMachine();
        var before = machine.Fingerprint;
        var run = machine.Coaster("mig create --gpu 0 1g.18gb,3g.71gb --dry-run").MustSucceed();
        Assert.Equal("would create 1g.18gb (GPU 0, slices 0)\nwould create 3g.71gb (GPU 0, slices 4-7)\n", run.Output);
        Assert.Equal(before, machine.Fingerprint);
    }

    [RootFact]
    public void Create_WithSomethingToKeep_LeavesItsPlace()
    {
        using var machine = new CutMachine();
        Assert.Equal(
            "would create 1g.18gb (GPU 0, slices 4)\n", machine.Coaster("mig create --gpu 0 1g.18gb --keep 4g.71gb --dry-run").MustSucceed().Output);
        Assert.Contains("7g.141gb", machine.Refusal("mig create --gpu 0 1g.18gb --keep 7g.141gb"), StringComparison.Ordinal);
    }

    [RootFact]
    public void Create_WhatCannotBe_SaysWhatCan()
    {
        using var machine = new CutMachine("h200:1,t4:1");
        Assert.Equal(
            "coaster: cannot create MIG devices: GPU 0 (NVIDIA H200) has no profile 1g.5gb. Name one of these, or its number:"
            + " 1g.18gb (19), 1g.18gb+me (20), 1g.35gb (15), 2g.35gb (14), 3g.71gb (9), 4g.71gb (5), 7g.141gb (0).",
            machine.Refusal("mig create --gpu 0 1g.5gb"));
        foreach (var odd in (string[])["1g.18gb,", "2c.1g.18gb", "0c.3g.71gb", "c.3g.71gb", "-1", "99999999999", string.Join(',', Enumerable.Repeat("1", 65))])
            Assert.StartsWith("coaster: cannot create MIG devices: ", machine.Refusal($"mig create --gpu 0 -- {odd}"), StringComparison.Ordinal);
        Assert.Contains("GPU 1 (Tesla T4) cannot be cut", machine.Refusal("mig create --gpu 1 1g.18gb"), StringComparison.Ordinal);
        Assert.Contains("there is no GPU 9", machine.Refusal("mig create --gpu 9 1g.18gb"), StringComparison.Ordinal);
        machine.Coaster("mig create --gpu 0 4g.71gb 1g.18gb").MustSucceed();
        Assert.Equal(
            "coaster: cannot create MIG devices: GPU 0 (NVIDIA H200): 1 x 3g.71gb are asked for, and the driver can make 0 more, and taken are 0-3, 4."
            + " Ask for what would fit (2 x 1g.18gb or 1 x 1g.18gb+me or 1 x 1g.35gb), or destroy some: see coaster mig list.",
            machine.Refusal("mig create --gpu 0 3g.71gb"));
        Assert.Contains("0:0 is a MIG device", machine.Refusal("mig create --gpu 0:0 1g.18gb"), StringComparison.Ordinal);
    }

    [RootFact]
    public void Create_GpuNotInMigMode_SaysHowToTurnItOn()
    {
        using var machine = new CutMachine("h200:1", mig: false);
        Assert.Equal(
            "coaster: cannot create MIG devices: GPU 0 (NVIDIA H200) is not in MIG mode. Turn it on while nothing uses the GPU:"
            + " nvidia-smi -i 0 -mig 1; A100 and A30 then need a reset: nvidia-smi -i 0 --gpu-reset.",
            machine.Refusal("mig create --gpu 0 1g.18gb"));
    }

    [RootFact]
    public void Create_NoDriver_SaysSo()
    {
        using var folder = new TempFolder();
        folder.Write("config.json", $$"""{"stateDirectory": "{{folder["state"]}}"}""");
        var run = ProgramRun.Coaster(
            ["mig", "create", "--gpu", "0", "1g"], ("COASTER_DRIVER_ROOT", folder.Path), ("COASTER_CONFIG", folder["config.json"]));
        Assert.Equal(125, run.ExitCode);
        Assert.StartsWith("coaster: cannot create MIG devices: no driver answers in ", run.Error, StringComparison.Ordinal);
    }
}
