namespace Coaster.Ledger.Remains;

/// <summary>The files by which a cgroup's processes are stopped and ended; a cgroup of another controller has none of them, and nothing happens.</summary>
internal static class CgroupFreezer
{
    // cgroup-v2.rst, "Core Interface Files"; freezer-subsystem.rst for the first version.
    private const string SecondState = "cgroup.freeze";
    private const string SecondEvents = "cgroup.events";
    private const string SecondKill = "cgroup.kill";
    private const string FirstState = "freezer.state";

    internal static void Set(string folder, bool frozen)
    {
        TryWrite(Path.Combine(folder, SecondState), frozen ? "1" : "0");
        TryWrite(Path.Combine(folder, FirstState), frozen ? "FROZEN" : "THAWED");
    }

    internal static void Kill(string folder) => TryWrite(Path.Combine(folder, SecondKill), "1");

    internal static bool IsFrozen(string folder) =>
        TryRead(Path.Combine(folder, SecondEvents)).Contains("frozen 1", StringComparison.Ordinal)
        || TryRead(Path.Combine(folder, FirstState)).Trim() == "FROZEN";

    private static void TryWrite(string path, string word)
    {
        try
        {
            if (File.Exists(path))
                File.WriteAllText(path, word);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The cgroup ended meanwhile, and its processes with it; or the kernel refuses, and the caller sees that they run on.
        }
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
