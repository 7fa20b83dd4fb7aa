using Coaster.Cdi.Model;

namespace Coaster.Cdi.Reading;

/// <summary>
/// The devices of all specifications by name. A later folder wins; a name that stands twice at the same priority is nobody's, even if a
/// later folder has it too (the reference library, pkg/cdi/cache.go, takes it out last).
/// </summary>
internal sealed class DeviceIndex
{
    private readonly Dictionary<string, (SpecInFolder Spec, CdiSpecDevice Device)> _devices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _conflicts = new(StringComparer.Ordinal);
    private readonly List<CdiProblem> _problems = [];

    /// <summary>Why files were skipped and devices taken out.</summary>
    internal IReadOnlyList<CdiProblem> Problems => _problems;

    /// <summary>The names that can be asked for, with their files.</summary>
    internal IEnumerable<(string Name, string File)> Devices =>
        _devices.Where(device => !_conflicts.Contains(device.Key)).Select(device => (device.Key, device.Value.Spec.File));

    internal (SpecInFolder Spec, CdiSpecDevice Device)? Find(string name) =>
        _devices.TryGetValue(name, out var found) && !_conflicts.Contains(name) ? found : null;

    /// <summary>Adds the specifications of a folder, which must be more important than those before it.</summary>
    internal void Add(string folder, int priority)
    {
        foreach (var file in FilesOf(folder))
        {
            try
            {
                Add(new SpecInFolder(SpecFile.Read(file), file, priority));
            }
            catch (CdiSpecException error)
            {
                _problems.Add(new CdiProblem(file, error.Message));
            }
        }
    }

    private IReadOnlyList<string> FilesOf(string folder)
    {
        try
        {
            return SpecFile.In(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new CdiProblem(folder, error.Message.TrimEnd('.')));
            return [];
        }
    }

    private void Add(SpecInFolder spec)
    {
        foreach (var device in spec.Spec.Devices)
        {
            var name = $"{spec.Spec.Kind}={device.Name}";
            if (_devices.TryGetValue(name, out var other) && other.Spec.Priority == spec.Priority)
                Conflict(name, other.Spec.File, spec.File);
            else
                _devices[name] = (spec, device);
        }
    }

    private void Conflict(string name, string first, string second)
    {
        _conflicts.Add(name);
        _problems.Add(new CdiProblem(second, $"{name} is also in {first}, so that neither counts"));
    }
}
