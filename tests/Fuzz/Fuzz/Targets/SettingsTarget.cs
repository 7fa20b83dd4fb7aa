using System.Text;
using Coaster.Fuzz.Inputs;
using Coaster.Settings;

namespace Coaster.Fuzz.Targets;

/// <summary>The settings file.</summary>
internal static class SettingsTarget
{
    private static readonly string[] Names =
        ["driverRoot", "stateDirectory", "runtimes", "cdiFolders", "requests", "environment", "volumeMounts", "requirements", "swarmResources", "driverCapabilities"];

    private static readonly string[] Texts = ["/", "/run/coaster", "runc", "none", "shares", "all", "compute"];

    public static FuzzTarget Make(Scratch scratch)
    {
        const string Seed = """
            {"driverRoot":"/","stateDirectory":"/run/coaster","runtimes":["runc","crun"],"cdiFolders":["/etc/cdi"],
            "requests":{"environment":"shares","volumeMounts":true,"requirements":false,"swarmResources":["X"],"driverCapabilities":["all"]}}
            """;
        var file = scratch.Path("settings/config.json");
        var (mutator, grammar) = (new Mutator([Encoding.UTF8.GetBytes(Seed)], [.. Names.Select(name => $"\"{name}\":"), "{", "}", "[", "]", ",", "null", "\\ud800", "\\u0000", "1e999"]), new JsonGrammar(Names, Texts));
        return new FuzzTarget("settings", random => random.Next(3) == 0 ? grammar.Next(random) : mutator.Next(random), input => Feed(input, file));
    }

    private static void Feed(byte[] input, string file)
    {
        File.WriteAllBytes(file, input);
        Environment.SetEnvironmentVariable("COASTER_CONFIG", file);
        HostSettings.Load();
    }
}
