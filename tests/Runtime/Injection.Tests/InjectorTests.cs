using Coaster.GpuModel;
using Coaster.Injection.Driver;
using Coaster.GpuModel.Inventory;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Testing;
using System.Text.Json;

namespace Coaster.Injection.Tests;

public sealed class InjectorTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void EditsFor_OneGpuOfUbuntuInADebianImage_AreTheGoldenOnes()
    {
        using var driver = FakeDriver.Ubuntu();
        using var image = FakeImage.DebianMerged();
        var text = JsonSerializer.Serialize(Edits(driver, image, (Gpus.Whole(0, 1), null)), Options).Replace(driver.Path, "DRIVER", StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "ubuntu-in-debian.json")).TrimEnd(), text);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/folder")]
    [InlineData("dev")]
    public void EditsFor_DevIsALink_IsRefused(string target)
    {
        using var driver = FakeDriver.Ubuntu();
        using var image = FakeImage.DebianMerged().Link("dev", target);
        Assert.Contains("link at /dev", Assert.Throws<CoasterException>(() => Edits(driver, image, (Gpus.Whole(0, 1), null))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("compute,utility,compat32")]
    [InlineData("none")]
    public void EditsFor_AnyCapabilities_MountNoPlaceTwice(string capabilities)
    {
        using var driver = FakeDriver.Rhel();
        using var image = FakeImage.Arch();
        var edits = Edits(driver, image, "NVIDIA_DRIVER_CAPABILITIES=" + capabilities, (Gpus.Whole(0, 0), null));
        var places = edits.Mounts.Select(mount => mount.Destination.Replace("/usr/lib64/", "/usr/lib/", StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Distinct(), places);
        Assert.All(edits.Mounts, mount => Assert.StartsWith(driver.Path, mount.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void EditsFor_HostileImage_MountsNothingFromItAndNothingOutside()
    {
        using var driver = FakeDriver.Debian();
        using var image = FakeImage.Hostile();
        Assert.All(Edits(driver, image, (Gpus.Whole(0, 0), null)).Mounts, mount =>
        {
            Assert.StartsWith(driver.Path + "/", mount.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("..", mount.Destination, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void EditsFor_StubInTheImagesCache_IsCovered()
    {
        using var driver = FakeDriver.Ubuntu();
        using var image = Image.RealCache.Of("/usr/local/cuda/compat/libcuda.so.1");
        Assert.Equal(
            ["/usr/lib/x86_64-linux-gnu/libcuda.so.1", "/usr/local/cuda/compat/libcuda.so.1"],
            Edits(driver, image, (Gpus.Whole(0, 0), null)).Mounts
                .Select(mount => mount.Destination).Where(place => place.EndsWith("/libcuda.so.1", StringComparison.Ordinal)));
    }

    [Fact]
    public void PortableEdits_TwoGpusAndAMigDevice_AreTheGoldenOnes()
    {
        using var driver = FakeDriver.Ubuntu();
        driver.Write("proc/driver/nvidia/capabilities/gpu3/mig/gi7/access", "DeviceFileMinor: 66\n")
            .Write("proc/driver/nvidia/capabilities/gpu3/mig/gi7/ci0/access", "DeviceFileMinor: 67\n");
        using var machine = FakeImage.DebianMerged();
        var text = JsonSerializer.Serialize(Portable(driver, machine, (Gpus.Whole(0, 1), null), (Gpus.Cut(1, 3), Gpus.Cut(1, 3).Mig[0])), Options);
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "portable.json")).TrimEnd(),
            text.Replace(driver.Path, "DRIVER", StringComparison.Ordinal));
    }

    [Fact]
    public void PortableEdits_MachineWithoutMultiarch_GoToLib64()
    {
        using var driver = FakeDriver.Rhel();
        using var machine = FakeImage.Arch();
        Assert.Contains(Portable(driver, machine).Common.Mounts, mount => mount.Destination == "/usr/lib64/libcuda.so.1");
    }

    [Fact]
    public void PortableEdits_ThisMachine_HaveEachNodeOnce()
    {
        using var driver = FakeDriver.Ubuntu();
        using var injector = new Injector(driver.Path);
        var edits = injector.PortableEdits([(Gpus.Whole(0, 0), null), (Gpus.Whole(1, 1), null)], DriverNeeds.Default);
        var paths = edits.Common.DeviceNodes.Concat(edits.OfDevices.SelectMany(nodes => nodes)).Select(node => node.Path).ToList();
        Assert.Equal(["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia0", "/dev/nvidia1"], paths);
    }

    [Theory]
    [InlineData("nvidia-smi", true)]
    [InlineData("/usr/bin/nvidia-smi", true)]
    [InlineData("nvidia-cuda-mps-control", true)]
    [InlineData("sh", false)]
    [InlineData("", false)]
    public void MayProvide_Program_IsOneOfTheDrivers(string program, bool expected) => Assert.Equal(expected, Injector.MayProvide(program));

    [Fact]
    public void Constructor_MissingRoot_SaysWhich() =>
        Assert.Contains("/no/such/root", Assert.Throws<PosixException>(() => new Injector("/no/such/root")).Message, StringComparison.Ordinal);

    private static ContainerEdits Edits(TempFolder driver, TempFolder image, params (Gpu, MigDevice?)[] devices) =>
        Edits(driver, image, "A=b", devices);

    private static ContainerEdits Edits(TempFolder driver, TempFolder image, string variable, params (Gpu, MigDevice?)[] devices)
    {
        using var injector = new Injector(driver.Path);
        using var root = RootDirectory.Open(image.Path);
        return injector.EditsFor(devices, root, new DriverNeeds(DriverCapabilityNames.FromEnv([variable])));
    }

    private static PortableEdits Portable(TempFolder driver, TempFolder machine, params (Gpu, MigDevice?)[] devices)
    {
        using var injector = new Injector(driver.Path);
        using var root = RootDirectory.Open(machine.Path);
        return injector.PortableEdits(devices, DriverNeeds.Default, root);
    }
}
