using System.Text.Json;
using Coaster.Settings;

namespace Coaster.Contract.Tests.Golden;

/// <summary>
/// Under which rules a golden case runs. Its file has the fields of the settings' <c>requests</c>, and <c>askedBy</c>, which is
/// <c>anyone</c> or <c>engine</c>.
/// </summary>
internal sealed record GoldenPolicy(RequestPolicy Requests, AskedBy By)
{
    public static GoldenPolicy Read(string file)
    {
        var policy = new GoldenPolicy(RequestPolicy.Default, AskedBy.Anyone);
        if (!File.Exists(file))
            return policy;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.EnumerateObject().Aggregate(policy, (sum, field) => sum.With(field.Name, field.Value));
    }

    private GoldenPolicy With(string name, JsonElement value) => name switch
    {
        "askedBy" => this with { By = Enum.Parse<AskedBy>(value.GetString()!, ignoreCase: true) },
        "environment" => this with { Requests = Requests with { Environment = Enum.Parse<EnvironmentRequests>(value.GetString()!, ignoreCase: true) } },
        "volumeMounts" => this with { Requests = Requests with { VolumeMounts = value.GetBoolean() } },
        "requirements" => this with { Requests = Requests with { Requirements = value.GetBoolean() } },
        "swarmResources" => this with { Requests = Requests with { SwarmResources = Texts(value) } },
        "driverCapabilities" => this with { Requests = Requests with { DriverCapabilities = Texts(value) } },
        _ => throw new InvalidDataException($"policy.json has a field '{name}'"),
    };

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
