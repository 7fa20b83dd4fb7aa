using System.Text.Json;
using Coaster.GpuModel;

namespace Coaster.Ledger.Settings;

/// <summary>What the administrator of this machine decided, from <c>/etc/coaster/config.json</c> or the file in COASTER_CONFIG.</summary>
/// <param name="DriverRoot">The folder that holds the driver; COASTER_DRIVER_ROOT wins over the file.</param>
/// <param name="StateDirectory">Where bookings and the containers' writable layers are; emptied by a reboot.</param>
/// <param name="Runtimes">Low-level runtimes in the order in which they are tried; names are looked up in PATH.</param>
public sealed record HostSettings(string DriverRoot, string StateDirectory, IReadOnlyList<string> Runtimes)
{
    private const string DefaultFile = "/etc/coaster/config.json";
    private const string Fields = "driverRoot, stateDirectory, runtimes";
    private const int MaxBytes = 1 << 20;

    /// <summary>What holds where nothing is configured.</summary>
    public static HostSettings Default { get; } = new("/", "/run/coaster", ["runc", "crun"]);

    /// <summary>The settings in force for this process.</summary>
    /// <exception cref="CoasterException">The file is named but missing, or does not say what it must.</exception>
    public static HostSettings Load()
    {
        var named = Environment.GetEnvironmentVariable("COASTER_CONFIG");
        var file = string.IsNullOrEmpty(named) ? DefaultFile : named;
        var settings = string.IsNullOrEmpty(named) && !File.Exists(file) ? Default : Read(file);
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

    private static HostSettings Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MaxBytes)
                throw Broken(file, $"it has more than {MaxBytes} bytes");
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.EnumerateObject().Aggregate(Default, (settings, field) => With(settings, field, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw Broken(file, error.Message.TrimEnd('.'), error);
        }
    }

    private static HostSettings With(HostSettings settings, JsonProperty field, string file) => field.Name switch
    {
        "driverRoot" => settings with { DriverRoot = Absolute(field, file) },
        "stateDirectory" => settings with { StateDirectory = Absolute(field, file) },
        "runtimes" => settings with { Runtimes = [.. field.Value.EnumerateArray().Select(name => name.GetString() ?? "")] },
        _ => throw Broken(file, $"it has a field '{field.Name}', and only {Fields} are known"),
    };

    private static string Absolute(JsonProperty field, string file)
    {
        var path = field.Value.GetString();
        return path is not null && path.StartsWith('/') ? path : throw Broken(file, $"{field.Name} is not an absolute path");
    }

    private static CoasterException Broken(string file, string why, Exception? inner = null) =>
        new($"cannot use the settings in {file}", why, "Correct the file, or remove it to run with the defaults", inner);
}
