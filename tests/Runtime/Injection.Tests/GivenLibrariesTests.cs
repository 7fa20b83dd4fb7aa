using Coaster.Injection.Driver;
using Coaster.Injection.Tests.Image;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests;

public sealed class GivenLibrariesTests : IDisposable
{
    private const string Multiarch = "/usr/lib/x86_64-linux-gnu";
    private readonly TempFolder _driver = FakeDriver.Ubuntu();

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData(nameof(FakeImage.DebianMerged), Multiarch, true)]
    [InlineData(nameof(FakeImage.DebianUnmerged), Multiarch, true)]
    [InlineData(nameof(FakeImage.Rhel), "/usr/lib64", true)]
    [InlineData(nameof(FakeImage.Rhel), Multiarch, false)]
    [InlineData(nameof(FakeImage.DebianMerged), "/usr/lib64", false)]
    [InlineData(nameof(FakeImage.Alpine), Multiarch, false)]
    public void Suffice_Image_IsWhetherItsLoaderLooksThere(string image, string folder, bool expected)
    {
        using var root = (TempFolder)typeof(FakeImage).GetMethod(image)!.Invoke(null, null)!;
        Assert.Equal(expected, Suffice(root, Mounts(folder)));
    }

    [Theory]
    [InlineData(DriverCapabilities.Utility, true)]
    [InlineData(DriverCapabilities.None, true)]
    [InlineData(DriverCapabilities.Default | DriverCapabilities.Video, false)]
    [InlineData(DriverCapabilities.All, false)]
    public void Suffice_Capabilities_AreThoseThatFilesGive(DriverCapabilities capabilities, bool expected)
    {
        using var root = FakeImage.DebianMerged();
        Assert.Equal(expected, Suffice(root, Mounts(Multiarch), capabilities));
    }

    [Theory]
    [InlineData(Multiarch + "/libcuda.so.1")]
    [InlineData(Multiarch + "/libnvidia-ml.so.1")]
    [InlineData("/run/nvidia-persistenced/socket")]
    public void Suffice_OneMountLess_IsFalse(string missing)
    {
        using var root = FakeImage.DebianMerged();
        Assert.False(Suffice(root, [.. Mounts(Multiarch).Where(mount => mount != missing)]));
    }

    [Theory]
    [InlineData("/opt/stubs/libcuda.so.1", false)]
    [InlineData("/opt/stubs/libother.so.1", true)]
    public void Suffice_ImageHasALibraryOfItsOwn_IsFalseWhenThatWouldWin(string library, bool expected)
    {
        using var root = RealCache.Of(library);
        Assert.Equal(expected, Suffice(root, Mounts(Multiarch)));
    }

    [Theory]
    [InlineData("lib/x86_64-linux-gnu/libcuda.so.1", false)]
    [InlineData("usr/lib/x86_64-linux-gnu/libcuda.so.1", true)]
    [InlineData("lib/x86_64-linux-gnu/libother.so.1", true)]
    public void Suffice_FileBesideTheCLibrary_IsFalseWhenTheLoaderWouldMeetItFirst(string file, bool expected)
    {
        using var root = FakeImage.DebianUnmerged().Write(file, "");
        Assert.Equal(expected, Suffice(root, Mounts(Multiarch)));
    }

    [Fact]
    public void Suffice_DevIsALink_IsFalse()
    {
        using var root = FakeImage.DebianMerged().Link("dev", "/elsewhere");
        Assert.False(Suffice(root, Mounts(Multiarch)));
    }

    [Fact]
    public void Suffice_EditsForAnyImage_AreAllThatOneOfTheirLayoutNeeds()
    {
        using var image = FakeImage.DebianMerged();
        using var root = RootDirectory.Open(image.Path);
        using var injector = new Injector(_driver.Path);
        var given = Destinations(injector.PortableEdits([], DriverNeeds.Default, root).Common);
        Assert.True(GivenLibraries.Suffice(given, root, _driver.Path, DriverNeeds.Default));
        Assert.Empty(Destinations(injector.EditsFor([], root, DriverNeeds.Default)).Except(given));
    }

    private static HashSet<string> Destinations(ContainerEdits edits) => [.. edits.Mounts.Select(mount => mount.Destination)];

    private static List<string> Mounts(string folder) =>
        [$"{folder}/libnvidia-ml.so.1", $"{folder}/libcuda.so.1", "/etc/hosts", "/run/nvidia-persistenced/socket", "/run/coaster-sim/state"];

    private bool Suffice(TempFolder image, List<string> mounts, DriverCapabilities capabilities = DriverCapabilities.Default)
    {
        using var root = RootDirectory.Open(image.Path);
        return GivenLibraries.Suffice(mounts, root, _driver.Path, new DriverNeeds(capabilities));
    }
}
