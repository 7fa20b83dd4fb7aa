using Coaster.Injection.Driver;
using Coaster.Injection.Image;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Image;

public sealed class ImageLayoutTests
{
    public static TheoryData<string, string, string> Layouts => new()
    {
        { nameof(FakeImage.DebianMerged), "usr/lib/x86_64-linux-gnu", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.DebianUnmerged), "lib/x86_64-linux-gnu", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.Rhel), "usr/lib64", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.RhelWith32), "usr/lib64", "usr/lib" },
        { nameof(FakeImage.Arch), "usr/lib64", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.ArchWith32), "usr/lib64", "usr/lib32" },
        { nameof(FakeImage.Alpine), "usr/lib", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.Static), "usr/lib/x86_64-linux-gnu", "usr/lib/i386-linux-gnu" },
        { nameof(FakeImage.Hostile), "usr/lib/x86_64-linux-gnu", "usr/lib/i386-linux-gnu" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Folders_Image_AreWhereItsLoaderLooks(string image, string folder64, string folder32)
    {
        using var folder = (TempFolder)typeof(FakeImage).GetMethod(image)!.Invoke(null, null)!;
        using var root = RootDirectory.Open(folder.Path);
        var layout = new ImageLayout(root);
        Assert.Equal((folder64, folder32), (layout.Folder64, layout.Folder32));
    }

    [Fact]
    public void PlacesFor_NoCache_IsTheBuiltInFolder()
    {
        using var folder = FakeImage.Rhel();
        Assert.Equal(["/usr/lib64/libcuda.so.1"], Places(folder, "libcuda.so.1"));
    }

    [Fact]
    public void PlacesFor_LibraryInTheCache_IsThatPlaceToo()
    {
        using var folder = RealCache.Of("/opt/stubs/libcuda.so.1");
        Assert.Equal(["/usr/lib/x86_64-linux-gnu/libcuda.so.1", "/opt/stubs/libcuda.so.1"], Places(folder, "libcuda.so.1"));
        Assert.Equal(["/usr/lib/x86_64-linux-gnu/libcuda.so"], Places(folder, "libcuda.so"));
        Assert.Equal(["/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"], Places(folder, "libnvidia-ml.so.1"));
    }

    [Fact]
    public void PlacesFor_OtherClass_HasItsOwnFolderAndNoneOfThe64BitPlaces()
    {
        using var folder = RealCache.Of("/opt/stubs/libcuda.so.1");
        using var root = RootDirectory.Open(folder.Path);
        Assert.Equal(
            ["/usr/lib/i386-linux-gnu/libcuda.so.1"],
            new ImageLayout(root).PlacesFor(new DriverLibrary("libcuda", "/x", "libcuda.so.1", Is64Bit: false)));
    }

    private static IEnumerable<string> Places(TempFolder folder, string soname)
    {
        using var root = RootDirectory.Open(folder.Path);
        return new ImageLayout(root).PlacesFor(new DriverLibrary("libcuda", "/x", soname, Is64Bit: true));
    }
}
