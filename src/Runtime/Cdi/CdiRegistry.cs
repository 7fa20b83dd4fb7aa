using Coaster.Cdi.Model;
using Coaster.Cdi.Reading;
using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.Cdi;

/// <summary>
/// The devices that the machine's CDI specifications offer, with the semantics of the reference library
/// (https://github.com/cncf-tags/container-device-interface/tree/main/pkg/cdi): what an engine resolves, this does, and to the same edits.
/// </summary>
public sealed class CdiRegistry
{
    private const int NamedDevices = 8;
    private const int ShownName = 80;
    private const int NamedProblems = 8;
    private readonly IReadOnlyList<string> _folders;
    private readonly DeviceIndex _index = new();

    private CdiRegistry(IReadOnlyList<string> folders)
    {
        _folders = folders;
        foreach (var (priority, folder) in folders.Index())
            _index.Add(folder, priority);
    }

    /// <summary>The devices that can be asked for, sorted by name.</summary>
    public IEnumerable<CdiDevice> Devices =>
        _index.Devices.OrderBy(device => device.Name, StringComparer.Ordinal).Select(device => new CdiDevice(CdiName.TryParse(device.Name)!, device.File));

    /// <summary>Why files were skipped, and names taken out that stand twice.</summary>
    public IReadOnlyList<CdiProblem> Problems => _index.Problems;

    /// <summary>Reads the specifications.</summary>
    /// <param name="folders">The folders, least important first; one that is missing is empty.</param>
    public static CdiRegistry Load(IReadOnlyList<string> folders) => new(folders);

    /// <summary>
    /// The edits of those devices, in their order and each once; those that a specification has for all of its devices come before the first
    /// of them. Only device nodes of the named devices are looked at.
    /// </summary>
    /// <param name="names">Qualified names.</param>
    /// <exception cref="CoasterException">A name is nobody's, or a device node is not what its specification says.</exception>
    public ContainerEdits Resolve(IEnumerable<string> names)
    {
        var found = names.Distinct(StringComparer.Ordinal).Select(name => (Name: name, Entry: _index.Find(name))).ToList();
        if (found.Exists(device => device.Entry is null))
            throw Unknown([.. found.Where(device => device.Entry is null).Select(device => device.Name)]);
        var seen = new HashSet<SpecInFolder>(ReferenceEqualityComparer.Instance);
        return found.Select(device => device.Entry!.Value).Aggregate(ContainerEdits.None, (edits, entry) => edits
            .Then(HostEdits.Complete(seen.Add(entry.Spec) ? entry.Spec.Spec.Edits : CdiEdits.None, entry.Spec.File))
            .Then(HostEdits.Complete(entry.Device.Edits, entry.Spec.File)));
    }

    private CoasterException Unknown(IReadOnlyList<string> names) => new(
        $"cannot give the container {string.Join(", ", names.Take(NamedDevices).Select(Shortened))}{(names.Count > NamedDevices ? ", …" : "")}",
        $"no CDI specification in {string.Join(", ", _folders)} has {(names.Count == 1 ? "such a device" : "such devices")}{Doubts()}",
        "See coaster cdi list, and write the specifications of the GPUs with: coaster cdi generate");

    /// <summary>The names are the container's: a line must stay one that can be read.</summary>
    private static string Shortened(string name) => name.Length <= ShownName ? name : name[..ShownName] + "…";

    private string Doubts()
    {
        var named = string.Concat(Problems.Take(NamedProblems).Select(problem => $"; {problem.File} was skipped in whole or part: {problem.Why}"));
        return Problems.Count > NamedProblems ? $"{named}; and {Problems.Count - NamedProblems} more" : named;
    }
}
