using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Setup;

/// <summary>
/// The GPUs as a CDI specification where Podman 4 looks for them, which cannot be told otherwise. It is the one thing that the benchmark
/// writes outside its folder, and goes with this object.
/// </summary>
internal sealed class CdiFile : IDisposable
{
    /// <summary>The kind of the devices.</summary>
    internal const string Kind = "ten.ai/gpu";

    private const string Folder = "/etc/cdi";
    private const string Name = Folder + "/coaster-frontdoors.json";
    private static readonly string[] Folders = [Folder, "/var/run/cdi"];
    private readonly bool _madeFolder = !Directory.Exists(Folder);

    /// <exception cref="IOException">It cannot be made, or another file offers devices of that kind.</exception>
    internal CdiFile(Site site)
    {
        if (Folders.Where(Directory.Exists).SelectMany(Directory.GetFiles).FirstOrDefault(Offers) is { } other)
            throw new IOException($"{other} offers {Kind} already; move it away");
        var text = Command.Run(site.Coaster, "cdi", "generate", "--kind", Kind, "--output", "-");
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Name, text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(Name);
        if (_madeFolder && Directory.GetFileSystemEntries(Folder).Length == 0)
            Directory.Delete(Folder);
    }

    private static bool Offers(string file) => File.ReadAllText(file).Contains(Kind, StringComparison.Ordinal);
}
