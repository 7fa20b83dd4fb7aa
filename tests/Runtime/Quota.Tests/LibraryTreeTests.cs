using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Quota.Tests;

public sealed class LibraryTreeTests : IDisposable
{
    private readonly TempFolder _libraries = new TempFolder().Folder("quota/multi").Folder("quota/plain");

    public static TheoryData<string, string?> Images => new()
    {
        { nameof(FakeImage.DebianMerged), "multi" },
        { nameof(FakeImage.DebianUnmerged), "multi" },
        { nameof(FakeImage.Rhel), "multi" },
        { nameof(FakeImage.RhelWith32), "multi" },
        { nameof(FakeImage.Arch), "plain" },
        { nameof(FakeImage.ArchWith32), "plain" },
        { nameof(FakeImage.Alpine), null },
        { nameof(FakeImage.Static), null },
        { nameof(FakeImage.Hostile), null },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public void LayoutOf_Image_IsItsLoaders(string image, string? layout)
    {
        using var folder = Make(image);
        using var root = RootDirectory.Open(folder.Path);
        Assert.Equal(layout, LibraryTree.LayoutOf(root));
    }

    [Fact]
    public void LayoutOf_MuslThatPoses_IsNone()
    {
        using var folder = FakeImage.Alpine().Write("lib/libc.musl-x86_64.so.1", "").Link("lib/libc.so.6", "libc.musl-x86_64.so.1");
        using var root = RootDirectory.Open(folder.Path);
        Assert.Null(LibraryTree.LayoutOf(root));
    }

    [Fact]
    public void For_Image_IsTheFolderThatFits()
    {
        using var folder = FakeImage.Arch();
        using var root = RootDirectory.Open(folder.Path);
        Assert.Equal(_libraries["quota/plain"], LibraryTree.For(_libraries.Path, root));
    }

    [Fact]
    public void For_ImageWithoutGlibc_IsRefused()
    {
        using var folder = FakeImage.Alpine();
        using var root = RootDirectory.Open(folder.Path);
        Assert.Contains("no GNU C library", Assert.Throws<CoasterException>(() => LibraryTree.For(_libraries.Path, root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_LibraryNotInstalled_SaysWhere()
    {
        using var folder = FakeImage.Rhel();
        using var root = RootDirectory.Open(folder.Path);
        var error = Assert.Throws<CoasterException>(() => LibraryTree.For(_libraries["none"], root));
        Assert.Contains($"there is no {_libraries["none"]}/quota/multi", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _libraries.Dispose();

    private static TempFolder Make(string image) => (TempFolder)typeof(FakeImage).GetMethod(image)!.Invoke(null, null)!;
}
