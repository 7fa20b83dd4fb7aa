using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>Where libcuda may be, below a driver root.</summary>
internal static class CudaLocator
{
    internal const string Name = "libcuda.so.1";

    /// <summary>The paths to try, best first.</summary>
    internal static IEnumerable<string> Candidates(string driverRoot)
    {
        var root = Path.GetFullPath(driverRoot);
        var found = Folders().Select(folder => Path.Combine(root, folder, Name)).Where(File.Exists);
        return root == "/" ? found.Prepend(Name) : found;
    }

    private static string[] Folders()
    {
        var triplet = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        return [$"usr/lib/{triplet}", $"usr/lib/{triplet}/nvidia/current", "usr/lib64", "usr/lib", $"lib/{triplet}", "lib64", "lib", "usr/lib/wsl/lib"];
    }
}
