using Coaster.Testing;

namespace Coaster.Injection.Tests.Image;

/// <summary>An image whose loader cache was made by the real ldconfig(8).</summary>
internal static class RealCache
{
    public static TempFolder Of(params string[] libraries)
    {
        var image = FakeImage.DebianMerged();
        foreach (var library in libraries)
        {
            image.Folder(Path.GetDirectoryName(library)!);
            Shell.Run("gcc", "-shared", "-nostdlib", "-Wl,-soname," + Path.GetFileName(library), "-x", "c", "/dev/null", "-o", image[library]);
        }

        image.Write("etc/ld.so.conf", string.Join('\n', libraries.Select(Path.GetDirectoryName)) + "\n");
        Shell.Run("ldconfig", "-r", image.Path);
        return image;
    }
}
