using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native;

namespace Coaster.NvmlInterop.Library;

/// <summary>Opens the driver's library. That there is none is a value with a reason, never an exception.</summary>
public static class NvmlLibrary
{
    /// <summary>Finds libnvidia-ml below a driver root, loads it and starts a session.</summary>
    /// <param name="driverRoot">Where the driver's files are, as <c>COASTER_DRIVER_ROOT</c> gives it; <c>/</c> for those of this machine.</param>
    /// <returns>The session, which the caller disposes, or why there is none.</returns>
    public static NvmlOpening TryOpen(string driverRoot)
    {
        var refused = new List<string>();
        foreach (var path in LibraryLocator.Candidates(driverRoot))
        {
            if (NativeLibrary.TryLoad(path, out var library))
                return Start(library, path);
            if (Path.IsPathRooted(path))
                refused.Add(path);
        }

        return new NvmlOpening.Unavailable(refused.Count == 0
            ? $"there is no {LibraryLocator.Name} below {driverRoot}"
            : $"{string.Join(", ", refused)} cannot be loaded");
    }

    // A loaded library stays loaded: NVML answers a late call with "uninitialised", code that is no longer mapped would crash.
    private static NvmlOpening Start(nint library, string path)
    {
        var native = new NvmlFunctions(library);
        var status = (NvmlStatus)native.nvmlInit_v2();
        return status == NvmlStatus.Success
            ? new NvmlOpening.Opened(new NvmlSession(library, native, path))
            : new NvmlOpening.Unavailable(Reason(status, path));
    }

    private static string Reason(NvmlStatus status, string path) => status == NvmlStatus.FunctionNotFound
        ? $"{path} is no NVML that Coaster knows: it lacks nvmlInit_v2"
        : $"{status.Describe()} ({path})";
}
