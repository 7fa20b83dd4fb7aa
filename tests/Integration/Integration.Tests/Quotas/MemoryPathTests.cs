using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>Every way to take device memory, tried in a container until it is refused, and held against what the driver counts.</summary>
public sealed class MemoryPathTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    // What a step of these can be larger than the granule by: the levels of a mipmap; a stack for every thread of the GPU; a context.
    private static readonly Dictionary<string, long> LargestStep = new()
    {
        ["mipmap"] = 4 * QuotaMachine.MiB, ["stack-limit"] = 132 * 2048 * 256L, ["context"] = 600 * QuotaMachine.MiB,
    };

    // Linked with the driver; that finds it by dlopen and dlsym; that asks cuGetProcAddress.
    private static readonly string[] Programs = ["quota-probe", "quota-probe-dlopen", "quota-probe-asked"];

    private const int GranuleMiB = 2;
    private const int LargeMiB = 32;

    private static readonly string[] OwnPaths =
    [
        "alloc", "small", "pitch", "async", "pool", "pool-from", "vmm", "managed", "array1d", "array2d", "array3d", "mipmap", "graph-node", "context", "module",
        "stack-limit",
    ];

    // Memory that another process exports is a process for each piece: fewer and larger ones.
    private static readonly string[] ImportedPaths = ["ipc", "vmm-import", "external-memory"];

    public static TheoryData<string> PathsOfOneProcess => [.. OwnPaths];

    public static TheoryData<string, string, int> EveryPathByEveryProgram
    {
        get
        {
            var all = new TheoryData<string, string, int>();
            foreach (var program in Programs)
            {
                foreach (var path in OwnPaths)
                    all.Add(path, program, GranuleMiB);
                foreach (var path in ImportedPaths)
                    all.Add(path, program, LargeMiB);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryPathByEveryProgram))]
    public void Fill_ByOnePath_StopsWithinOneStepOfTheLimit(string path, string program, int granuleMiB)
    {
        const long Limit = 2 * QuotaMachine.GiB;
        var memory = machine.Watch(gpu: 0);
        using var container = machine.Machine.Start("mem=2Gi,device=0", $"{program} fill {path} --granule {granuleMiB} --hold 60");
        container.WaitForOutput("holding");

        var used = machine.DriverUsed(0);
        var facts = Facts.Of(container.Output);

        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
        Assert.InRange(used, Limit - StepOf(path, granuleMiB) + 1, Limit);
        Assert.InRange(memory.Peak, used, Limit);
        Assert.Equal(Limit, facts.Number("total_after"));
        Assert.InRange(facts.Number("free_after"), 0, Limit - used);
    }

    [Theory]
    [MemberData(nameof(PathsOfOneProcess))]
    public void Fill_ByEightProcesses_StopsWithinOneStepOfTheLimit(string path)
    {
        const long Limit = 8 * QuotaMachine.GiB;
        var memory = machine.Watch(gpu: 1);
        using var container = machine.Machine.Start(
            "mem=8Gi,device=1", $"for i in 1 2 3 4 5 6 7 8; do quota-probe-dlopen fill {path} --gate /tmp/go --hold 60 > /tmp/$i & done; {TogetherOf(8)}");
        container.WaitForOutput("all hold");

        Assert.InRange(machine.DriverUsed(1), Limit - StepOf(path) + 1, Limit);
        Assert.InRange(memory.Peak, 0, Limit);
    }

    [Fact]
    public void Fill_ByEightProcessesInEightWays_StopsWithinOneStepOfTheLimit()
    {
        const long Limit = 8 * QuotaMachine.GiB;
        var memory = machine.Watch(gpu: 2);
        using var container = machine.Machine.Start(
            "mem=8Gi,device=2",
            $"for p in alloc pitch async pool-from vmm managed array2d graph-node; do quota-probe fill $p --gate /tmp/go --hold 60 > /tmp/$p & done; {TogetherOf(8)}");
        container.WaitForOutput("all hold");

        Assert.InRange(machine.DriverUsed(2), Limit - (2 * QuotaMachine.MiB) + 1, Limit);
        Assert.InRange(memory.Peak, 0, Limit);
    }

    /// <summary>What is charged and not on the GPU while the agent looks is no room: it comes back when everything else is taken.</summary>
    [Theory]
    [InlineData("late-graph")]
    [InlineData("late-managed")]
    public void Fill_BesideMemoryThatComesLate_StopsWithinOneStepOfTheLimit(string path)
    {
        const long Limit = 2 * QuotaMachine.GiB;
        var memory = machine.Watch(gpu: 0);
        using var container = machine.Machine.Start("mem=2Gi,device=0", $"quota-probe fill {path} --hold 60");
        container.WaitForOutput("holding");

        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Facts.Of(container.Output)["result"]);
        Assert.InRange(machine.DriverUsed(0), Limit - StepOf(path) + 1, Limit);
        Assert.InRange(memory.Peak, 0, Limit);
    }

    /// <summary>A program in C#, compiled ahead of time: what it finds is what a C program finds.</summary>
    [Theory]
    [MemberData(nameof(PathsOfOneProcess))]
    public void Fill_ByACSharpProgram_StopsWithinOneStepOfTheLimit(string path)
    {
        const long Limit = 2 * QuotaMachine.GiB;
        var step = StepOf(path);
        var memory = machine.Watch(gpu: 3);
        var bench = Coaster.Integration.Tests.Machine.BuiltPrograms.DeviceBench;
        ProgramRun.Run(Path.Combine(RepositoryFolder.Path, "build/rootfs.sh"), [machine.Machine.Root.Path, bench]).MustSucceed();

        var facts = machine.Probe("mem=2Gi,device=3", $"coaster-device-bench inside memory 2097152 {path}");

        Assert.Equal("OutOfMemory", facts["refusal"]);
        Assert.Equal(Limit, facts.Number("totalBytes"));
        Assert.InRange(facts.Number("freeAfterBytes"), 0, step - 1);
        Assert.InRange(memory.Peak, Limit - step + 1, Limit);
    }

    private static long StepOf(string path, int granuleMiB = GranuleMiB) => LargestStep.GetValueOrDefault(path, granuleMiB * QuotaMachine.MiB);

    // All of them have their context before the first begins to fill: one that came late would find no room for its own.
    private static string TogetherOf(int count) =>
        $"{Until("ready", count)}; : > /tmp/go; {Until("holding", count)}; echo all hold; wait";

    private static string Until(string line, int count) =>
        $"until [ \"$(cat /tmp/* 2>/dev/null | grep -c ^{line})\" = {count} ]; do sleep 0.1; done";
}
