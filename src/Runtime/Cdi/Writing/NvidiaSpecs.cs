using Coaster.Cdi.Reading;
using Coaster.Oci;

namespace Coaster.Cdi.Writing;

/// <summary>
/// Specifications of NVIDIA's kind that are not ours. Two of them in one folder would make every device that both have unavailable, so theirs
/// is moved aside, under a name that no reader takes for a specification, before ours is written.
/// </summary>
/// <param name="folders">The folders, least important first.</param>
/// <param name="findProgram">Finds a program by its name, or gives null.</param>
internal sealed class NvidiaSpecs(IReadOnlyList<string> folders, Func<string, string?> findProgram)
{
    internal const string SavedSuffix = ".coaster-saved";
    private static readonly string[] Hooks = ["nvidia-cdi-hook", "nvidia-container-runtime-hook"];

    /// <summary>The files that engines read now.</summary>
    internal IReadOnlyList<string> Files =>
        [.. folders.SelectMany(SpecFile.In).Where(file => SpecFile.KindOf(file) == GpuKind.Nvidia && !OwnSpecs.IsOurs(file))];

    /// <summary>The files that were moved aside.</summary>
    internal IReadOnlyList<string> Saved =>
        [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*" + SavedSuffix)).Order(StringComparer.Ordinal)];

    /// <summary>A hook of NVIDIA's toolkit that engines would find, or null; a link to a program of ours is none.</summary>
    internal string? Hook(OwnHook own) => Hooks.Select(findProgram).FirstOrDefault(path => path is not null && Real(path) != Real(own.Path));

    /// <summary>
    /// Moves theirs aside. Where the toolkit wrote a file again that was moved aside before, the new one takes the old one's place, as it would
    /// have done by itself.
    /// </summary>
    /// <returns>The files as they were called.</returns>
    internal IReadOnlyList<string> MoveAside()
    {
        var files = Files;
        foreach (var file in files)
            File.Move(file, file + SavedSuffix, overwrite: true);
        return files;
    }

    /// <summary>Moves theirs back; a file that the toolkit has written again since is left as it is, for it is newer.</summary>
    /// <returns>The files as they are called now.</returns>
    internal IReadOnlyList<string> MoveBack()
    {
        var back = new List<string>();
        foreach (var saved in Saved)
        {
            var file = saved[..^SavedSuffix.Length];
            if (File.Exists(file))
                File.Delete(saved);
            else
                File.Move(saved, file);
            back.Add(file);
        }

        return back;
    }

    private static string Real(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
}
