using System.Runtime.InteropServices;

namespace Coaster.Injection.Driver;

/// <summary>Where distributions put shared libraries.</summary>
internal static class LibraryFolders
{
    /// <summary>The multiarch name of this machine.</summary>
    internal static string Triplet { get; } =
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";

    /// <summary>
    /// Where a driver root may keep the driver's 64-bit libraries: the distributions' folders, Debian's behind alternatives, then those of
    /// NixOS, of Google's Container-Optimized OS and of Talos.
    /// </summary>
    internal static string[] Driver { get; } =
    [
        $"usr/lib/{Triplet}", $"usr/lib/{Triplet}/nvidia/current", $"usr/lib/{Triplet}/nvidia", "usr/lib64", "usr/lib64/nvidia", "usr/lib",
        "usr/lib/nvidia", $"lib/{Triplet}", "lib64", "run/opengl-driver/lib", "usr/local/nvidia/lib64",
        "home/kubernetes/bin/nvidia/lib64", "usr/local/glibc/usr/lib",
    ];

    /// <summary>The same for 32-bit libraries.</summary>
    internal static string[] Driver32 { get; } =
        ["usr/lib/i386-linux-gnu", "usr/lib/i386-linux-gnu/nvidia/current", "usr/lib32", "usr/lib32/nvidia", "usr/lib"];

    /// <summary>Where an image's loader looks without being told, most telling first: the folder that holds its C library is the one.</summary>
    internal static string[] Image { get; } = [$"usr/lib/{Triplet}", $"lib/{Triplet}", "usr/lib64", "lib64", "usr/lib"];

    /// <summary>The same for 32-bit programs.</summary>
    internal static string[] Image32 { get; } = ["usr/lib/i386-linux-gnu", "lib/i386-linux-gnu", "usr/lib32", "lib32", "usr/lib", "lib"];
}
