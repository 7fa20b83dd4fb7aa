using Coaster.GpuModel;

namespace Coaster.Contract.Devices;

/// <summary>
/// Devices that the engine asks for by mounting <c>/dev/null</c> at <c>/var/run/nvidia-container-devices/NAME</c>. NAME is a word of
/// NVIDIA_VISIBLE_DEVICES, <c>cdi/VENDOR/CLASS/NAME</c>, <c>cdi/VENDOR/CLASS=NAME</c>, or <c>imex/CHANNEL</c>.
/// </summary>
internal sealed class MountRequests
{
    private const string Root = "/var/run/nvidia-container-devices/";
    private const string Cdi = "cdi/";
    private const string Imex = "imex/";

    private readonly List<string> _names;

    public MountRequests(ContainerFacts container)
    {
        _names = [];
        foreach (var destination in container.NullMounts)
            if (destination.StartsWith(Root, StringComparison.Ordinal) && destination[Root.Length..].Trim('/') is { Length: > 0 } name)
                _names.Add(name);
    }

    /// <summary>The devices.</summary>
    /// <exception cref="CoasterException">A <c>cdi/</c> has no vendor, class and name behind it.</exception>
    public DeviceWords Devices
    {
        get
        {
            var names = _names.Where(name => !name.StartsWith(Imex, StringComparison.Ordinal)).ToList();
            return new DeviceWords($"the mounts below {Root}", $"the mounts below {Root}", [.. names.Select(Word)]);
        }
    }

    /// <summary>The first of the mounts, or null when there is none.</summary>
    public string? First => _names.Count == 0 ? null : Root + _names[0];

    /// <summary>The IMEX channels, as written.</summary>
    public IReadOnlyList<string> ImexChannels =>
        _names.FindAll(name => name.StartsWith(Imex, StringComparison.Ordinal)).ConvertAll(name => name[Imex.Length..]);

    private static string Word(string name) => name.StartsWith(Cdi, StringComparison.Ordinal) ? Qualified(name[Cdi.Length..]) : name;

    private static string Qualified(string name)
    {
        var parts = name.Split('/', 3);
        var qualified = parts.Length == 3 ? $"{parts[0]}/{parts[1]}={parts[2]}" : name;
        return CdiName.IsQualified(qualified) ? qualified : throw new CoasterException(
            $"cannot read the mounts below {Root}",
            $"'{Cdi}{Shown.Of(name)}' is no CDI device",
            $"Mount it at {Root}{Cdi}VENDOR/CLASS/NAME");
    }
}
