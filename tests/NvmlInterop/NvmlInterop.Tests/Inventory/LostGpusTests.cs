using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class LostGpusTests
{
    [Fact]
    public void Parse_InformationFile_GivesTheNames()
    {
        var known = KernelGpu.Parse("Model: \t\t NVIDIA H200\nGPU UUID: \t GPU-1\nBus Location: \t 0000:1b:00.0\nDevice Minor: \t 3\n");
        Assert.Equal(new KernelGpu("GPU-1", "NVIDIA H200", "00000000:1B:00.0", 3), known);
    }

    [Fact]
    public void Parse_GpuThatWasNeverInitialised_HasNoUuid() =>
        Assert.Equal("", KernelGpu.Parse("GPU UUID: \t GPU-????????-????-????-????-????????????\n").Uuid);

    [Fact]
    public void Parse_Garbage_IsEmpty() => Assert.Equal(new KernelGpu("", "", "", -1), KernelGpu.Parse("\0:\n::\nModel\n"));

    [Fact]
    public void Name_TwoLostGpus_GetWhatIsLeftInTurn()
    {
        using var root = Root("a", "b", "c");
        var named = LostGpus.Name([Lost(0), Known(1, "GPU-b"), Lost(2)], new DriverFiles(root.Path));
        Assert.Equal(["GPU-a", "GPU-b", "GPU-c"], named.Select(gpu => gpu.Uuid));
    }

    [Fact]
    public void Name_NumbersThatDoNotAgree_GuessesNothing()
    {
        using var root = Root("a", "b", "c");
        Assert.Equal(["", "GPU-b"], LostGpus.Name([Lost(0), Known(1, "GPU-b")], new DriverFiles(root.Path)).Select(gpu => gpu.Uuid));
    }

    private static Gpu Lost(int index) => new(index, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []);

    private static Gpu Known(int index, string uuid) => Lost(index) with { Uuid = uuid, Health = GpuHealth.Healthy };

    private static TempFolder Root(params string[] names)
    {
        var root = new TempFolder();
        foreach (var name in names)
        {
            var folder = root[$"proc/driver/nvidia/gpus/0000:0{name}:00.0"];
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "information"), $"GPU UUID: GPU-{name}\nBus Location: 0000:0{name}:00.0\n");
        }

        return root;
    }
}
