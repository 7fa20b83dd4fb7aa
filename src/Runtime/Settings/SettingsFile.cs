using System.Text.Json;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Settings;

/// <summary>Reads the settings file: every field is optional, and one that is not known is a mistake that must not pass unseen.</summary>
internal sealed class SettingsFile
{
    private const string Fields = "driverRoot, stateDirectory, dataDirectory, libraryDirectory, runtimes, cdiFolders, requests, enforcement, oversubscription";
    private const string RequestFields = "environment, volumeMounts, requirements, swarmResources, driverCapabilities";
    private const int MaxBytes = 1 << 20;
    private readonly string _path;

    private SettingsFile(string path) => _path = path;

    internal static HostSettings Read(string path)
    {
        var file = new SettingsFile(path);
        try
        {
            return file.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw file.Broken(error.Message.TrimEnd('.'), error);
        }
    }

    private HostSettings Read()
    {
        if (new FileInfo(_path).Length > MaxBytes)
            throw Broken($"it has more than {MaxBytes} bytes");
        using var document = JsonDocument.Parse(PlainFile.Read(_path));
        return document.RootElement.EnumerateObject().Aggregate(HostSettings.Default, With);
    }

    private HostSettings With(HostSettings settings, JsonProperty field) => field.Name switch
    {
        "driverRoot" => settings with { DriverRoot = Absolute(field.Name, field.Value) },
        "stateDirectory" => settings with { StateDirectory = Absolute(field.Name, field.Value) },
        "dataDirectory" => settings with { DataDirectory = Absolute(field.Name, field.Value) },
        "libraryDirectory" => settings with { LibraryDirectory = Absolute(field.Name, field.Value) },
        "runtimes" => settings with { Runtimes = Texts(field) },
        "cdiFolders" => settings with { CdiFolders = [.. field.Value.EnumerateArray().Select(folder => Absolute(field.Name, folder))] },
        "requests" => settings with { Requests = field.Value.EnumerateObject().Aggregate(settings.Requests, With) },
        "enforcement" => settings with { Enforcement = new EnforcementSection(why => Broken(why)).Read(settings.Enforcement, field.Value) },
        "oversubscription" => settings with { Oversubscription = new OversubscriptionSection(why => Broken(why)).Read(settings.Oversubscription, field.Value) },
        _ => throw Broken($"it has a field '{field.Name}', and only {Fields} are known"),
    };

    private RequestPolicy With(RequestPolicy policy, JsonProperty field) => field.Name switch
    {
        "environment" => policy with { Environment = Word(field) },
        "volumeMounts" => policy with { VolumeMounts = field.Value.GetBoolean() },
        "requirements" => policy with { Requirements = field.Value.GetBoolean() },
        "swarmResources" => policy with { SwarmResources = Texts(field) },
        "driverCapabilities" => policy with { DriverCapabilities = Texts(field) },
        _ => throw Broken($"it has a field 'requests.{field.Name}', and only {RequestFields} are known there"),
    };

    private EnvironmentRequests Word(JsonProperty field) => field.Value.GetString() switch
    {
        "none" => EnvironmentRequests.None,
        "shares" => EnvironmentRequests.Shares,
        "all" => EnvironmentRequests.All,
        var word => throw Broken($"requests.environment is '{word}', and not none, shares or all"),
    };

    private static IReadOnlyList<string> Texts(JsonProperty field) => [.. field.Value.EnumerateArray().Select(text => text.GetString() ?? "")];

    private string Absolute(string name, JsonElement value) => value.GetString() is { } path && path.StartsWith('/')
        ? path
        : throw Broken($"{name} is not an absolute path");

    private CoasterException Broken(string why, Exception? inner = null) =>
        new($"cannot use the settings in {_path}", why, "Correct the file, or remove it to run with the defaults", inner);
}
