namespace Coaster.Testing;

/// <summary>The few files of an image by which its layout is known.</summary>
public static class FakeImage
{
    public static TempFolder DebianMerged() => new TempFolder().Write("usr/lib/x86_64-linux-gnu/libc.so.6", "").Link("lib", "usr/lib").Folder("usr/lib64");

    public static TempFolder DebianUnmerged() => new TempFolder().Write("lib/x86_64-linux-gnu/libc.so.6", "").Folder("usr/lib/x86_64-linux-gnu");

    public static TempFolder Rhel() => new TempFolder().Write("usr/lib64/libc.so.6", "").Link("lib64", "usr/lib64").Folder("usr/lib");

    public static TempFolder RhelWith32() => Rhel().Write("usr/lib/libc.so.6", "");

    public static TempFolder Arch() => new TempFolder().Write("usr/lib/libc.so.6", "").Link("usr/lib64", "lib").Link("lib64", "usr/lib").Link("lib", "usr/lib");

    public static TempFolder ArchWith32() => Arch().Write("usr/lib32/libc.so.6", "");

    public static TempFolder Alpine() => new TempFolder().Write("lib/ld-musl-x86_64.so.1", "").Folder("usr/lib");

    public static TempFolder Static() => new TempFolder().Write("app", "");

    /// <summary>Links that would lead out of the image, were they followed by their text.</summary>
    public static TempFolder Hostile() => new TempFolder().Link("usr", "/../../../../usr").Link("lib", "/lib").Link("lib64", "/usr/lib64").Link("etc", "/etc");
}
