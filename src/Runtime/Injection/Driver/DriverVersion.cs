using System.Globalization;
using System.Text;
using Coaster.Posix;

namespace Coaster.Injection.Driver;

/// <summary>Tells which version of the driver a root holds; it is read from there, never written down.</summary>
internal static class DriverVersion
{
    private const string KernelModule = "Kernel Module";
    private static readonly string[] Witnesses = ["libcuda.so.", "libnvidia-ml.so."];

    /// <summary>
    /// The version that the kernel module states, for only files of that version work with it; without a module the newest among the
    /// driver root's libraries; null when there are none.
    /// </summary>
    internal static string? Find(RootDirectory root, DriverProc proc) =>
        OfKernelModule(proc) ?? LibraryFolders.Driver.SelectMany(folder => InFolder(root, folder)).MaxBy(SortKey);

    /// <summary>The version of the loaded kernel module, or null when there is none: the first word like one after what the module calls itself.</summary>
    internal static string? OfKernelModule(DriverProc proc)
    {
        foreach (var line in proc.Read("driver/nvidia/version")?.Split('\n') ?? [])
            if (line.IndexOf(KernelModule, StringComparison.Ordinal) is var at and >= 0)
                return Array.Find(line[(at + KernelModule.Length)..].Split((char[]?)null), IsVersion);
        return null;
    }

    private static IEnumerable<string> InFolder(RootDirectory root, string folder) =>
        from file in root.List(folder)
        from witness in Witnesses
        where file.StartsWith(witness, StringComparison.Ordinal)
        let version = file[witness.Length..]
        where IsVersion(version)
        select version;

    private static string SortKey(string version)
    {
        var key = new StringBuilder();
        foreach (var part in version.Split('.'))
            key.Append(CultureInfo.InvariantCulture, $"{int.Parse(part, CultureInfo.InvariantCulture):D9}");
        return key.ToString();
    }

    /// <summary>Whether the text is like 570.86 or 570.124.06. Read by hand: the engine of regular expressions would be a thirtieth of the program.</summary>
    private static bool IsVersion(string text)
    {
        var parts = text.Split('.');
        return parts.Length is 2 or 3
            && parts[0].Length >= 3
            && parts.All(part => part.Length is >= 1 and <= 5 && part.All(char.IsAsciiDigit));
    }
}
