using System.Text.RegularExpressions;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Mig;

/// <summary>The program itself, against the simulated driver.</summary>
public sealed partial class MigListCommandTests
{
    [RootFact]
    public void List_CutAndUncutGpus_IsTheGoldenTable()
    {
        using var machine = Example();
        Golden.Check("Mig", "list.txt", WithoutUuids(machine.Coaster("mig list").MustSucceed().Output));
    }

    [RootFact]
    public void List_CutAndUncutGpusAsJson_IsTheGoldenText()
    {
        using var machine = Example();
        Golden.Check("Mig", "list.json", WithoutUuids(machine.Coaster("mig list -o json").MustSucceed().Output));
    }

    [RootFact]
    public void List_NoGpuThatCanBeCut_IsTheHeadings()
    {
        using var machine = new CutMachine("t4:1", mig: false);
        Assert.StartsWith("GPU   MODEL   MIG", Assert.Single(machine.Coaster("mig list").MustSucceed().Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [RootFact]
    public void List_GpuNotInMigMode_IsOff()
    {
        using var machine = new CutMachine("a100:1", mig: false);
        Assert.Equal("disabled", (string?)machine.List(0)["migMode"]);
        Assert.Matches(@"\n0 +NVIDIA A100[^ ]* .*off +-", machine.Coaster("mig list").MustSucceed().Output);
    }

    /// <summary>A GPU with a booked small device and a part of a large one, beside one that cannot be cut.</summary>
    private static CutMachine Example()
    {
        var machine = new CutMachine("h200:1,t4:1");
        machine.Coaster("mig create --gpu 0 1g.18gb 1c.3g.71gb").MustSucceed();
        var gpu = machine.Gpus[0];
        machine.Book(gpu, gpu.Mig.Single(mig => mig.Profile == "1g.18gb"));
        return machine;
    }

    private static string WithoutUuids(string text) => Uuid().Replace(text, "00000000-0000-0000-0000-000000000000");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
