using System.Globalization;
using Coaster.Injection.Driver;

namespace Coaster.Injection.Devices;

/// <summary>The major numbers of the driver's character devices, from /proc/devices.</summary>
internal sealed class DeviceMajors
{
    /// <summary>The one number that is assigned for good (https://docs.kernel.org/admin-guide/devices.html).</summary>
    private const int Frontend = 195;

    private readonly Dictionary<string, int> _majors = new(StringComparer.Ordinal);

    internal DeviceMajors(DriverProc proc)
    {
        foreach (var line in proc.Read("devices")?.Split('\n') ?? [])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("Block", StringComparison.Ordinal))
                break;
            if (words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major))
                _majors.TryAdd(words[1], major);
        }
    }

    /// <summary>The major of the GPUs and of nvidiactl; old drivers register it as nvidia-frontend.</summary>
    internal int Gpu => Find("nvidia") ?? Find("nvidia-frontend") ?? Frontend;

    /// <summary>The major of unified memory, or null while its module is not loaded.</summary>
    internal int? Uvm => Find("nvidia-uvm");

    /// <summary>The major of the MIG capabilities, or null when the driver has none.</summary>
    internal int? Caps => Find("nvidia-caps");

    /// <summary>The major of the IMEX channels, or null when the driver has none.</summary>
    internal int? ImexChannels => Find("nvidia-caps-imex-channels");

    private int? Find(string name) => _majors.TryGetValue(name, out var major) ? major : null;
}
