using System.Text.Json.Nodes;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>A bundle whose config.json is put back before every start, since a runtime may change it.</summary>
internal sealed class Bundle
{
    /// <summary>What runs in the container.</summary>
    internal const string Program = "/bin/true";

    private const string BusyBox = "/bin/busybox";
    private readonly byte[] _config;

    private Bundle(string folder, byte[] config) => (Folder, _config) = (folder, config);

    /// <summary>The bundle's folder.</summary>
    internal string Folder { get; }

    private string ConfigFile => Path.Combine(Folder, "config.json");

    /// <summary>The config.json that <c>runc spec</c> writes, for a program that ends at once.</summary>
    internal static byte[] PlainConfig(string folder, string root)
    {
        Command.Run("runc", "spec", "--bundle", folder);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!;
        config["root"] = new JsonObject { ["path"] = root };
        config["process"]!["terminal"] = false;
        config["process"]!["args"] = new JsonArray(Program);
        return System.Text.Encoding.UTF8.GetBytes(config.ToJsonString());
    }

    /// <summary>A root folder with one static program in it.</summary>
    internal static string CreateRoot(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.Copy(BusyBox, root + Program);
        return root;
    }

    internal static Bundle Create(string folder, byte[] config)
    {
        Directory.CreateDirectory(folder);
        var bundle = new Bundle(folder, config);
        bundle.Restore();
        return bundle;
    }

    /// <summary>The config.json as it is now.</summary>
    internal byte[] ReadConfig() => File.ReadAllBytes(ConfigFile);

    /// <summary>Puts the config.json back.</summary>
    internal void Restore() => File.WriteAllBytes(ConfigFile, _config);
}
