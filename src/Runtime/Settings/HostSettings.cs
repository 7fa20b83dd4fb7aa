using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;

namespace Coaster.Settings;

/// <summary>What the administrator of this machine decided, from <c>/etc/coaster/config.json</c> or the file in COASTER_CONFIG.</summary>
/// <param name="DriverRoot">The folder that holds the driver; COASTER_DRIVER_ROOT wins over the file.</param>
/// <param name="StateDirectory">Where bookings and the containers' writable layers are; emptied by a reboot.</param>
/// <param name="Runtimes">Low-level runtimes in the order in which they are tried; names are looked up in PATH.</param>
public sealed record HostSettings(string DriverRoot, string StateDirectory, IReadOnlyList<string> Runtimes)
{
    /// <summary>The file that is read unless another is named.</summary>
    public const string DefaultFile = "/etc/coaster/config.json";

    /// <summary>What holds where nothing is configured.</summary>
    public static HostSettings Default { get; } = new("/", "/run/coaster", ["runc", "crun"]);

    /// <summary>What containers may ask for.</summary>
    public RequestPolicy Requests { get; init; } = RequestPolicy.Default;

    /// <summary>How the limits of shares are made to hold.</summary>
    public EnforcementPolicy Enforcement { get; init; } = EnforcementPolicy.Default;

    /// <summary>What the shares of one GPU may add up to.</summary>
    public ShareBounds Oversubscription { get; init; } = ShareBounds.Default;

    /// <summary>The folder of the libraries that containers get; <c>../lib</c> of the program's own folder unless another is named.</summary>
    public string LibraryDirectory { get; init; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "lib"));

    /// <summary>Where the node's agent keeps what has to outlive a reboot: whose the GPUs are, and what pods hold.</summary>
    public string DataDirectory { get; init; } = "/var/lib/coaster";

    /// <summary>Where CDI specifications are, least important first.</summary>
    public IReadOnlyList<string> CdiFolders { get; init; } = ["/etc/cdi", "/var/run/cdi"];

    /// <summary>The settings in force for this process.</summary>
    /// <exception cref="CoasterException">The file is named but missing, or does not say what it must.</exception>
    public static HostSettings Load()
    {
        var named = Environment.GetEnvironmentVariable("COASTER_CONFIG");
        var file = string.IsNullOrEmpty(named) ? DefaultFile : named;
        var settings = string.IsNullOrEmpty(named) && !File.Exists(file) ? Default : SettingsFile.Read(file);
        var root = Environment.GetEnvironmentVariable("COASTER_DRIVER_ROOT");
        return string.IsNullOrEmpty(root) ? settings : settings with { DriverRoot = Path.GetFullPath(root) };
    }

    /// <summary>The first of the runtimes that is installed.</summary>
    /// <exception cref="CoasterException">None is.</exception>
    public string FindRuntime() => Runtimes.Select(Posix.Programs.Find).FirstOrDefault(path => path is not null)
        ?? throw new CoasterException(
            "no container runtime",
            $"none of {string.Join(", ", Runtimes)} is installed",
            "Install one (Debian: apt-get install runc), or name yours under 'runtimes' in " + DefaultFile);
}
