using System.Text.Json.Nodes;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>A bundle for a hostile image, and its run to the end by one of the ways.</summary>
internal sealed class HostileBundle
{
    private const string Probe = """
        echo "GPUS" /dev/nvidia[0-9]*
        for n in 0 1 255; do mknod /gpu$n c 195 $n; (: </gpu$n) 2>&1 | sed "s/^/$n /"; done
        find / -path /proc -prune -o -path /sys -prune -o -path /volume -prune -o -type f -size -4 -print | xargs grep -l SECRET | sed "s/^/SEEN /"
        echo DONE
        """;

    private readonly TestMachine _machine;
    private readonly Way _way;
    private readonly string _id;
    private readonly JsonNode _spec;

    public HostileBundle(TestMachine machine, Way way, string id, HostileImage image)
    {
        (_machine, _way, _id) = (machine, way, id);
        Path = OciContainer.Bundle(machine, id, Probe.Replace("SECRET", Canary.Secret, StringComparison.Ordinal));
        _spec = JsonNode.Parse(File.ReadAllText(ConfigFile))!;
        _spec["root"]!["path"] = image.Path;
        foreach (var set in (string[])["bounding", "effective", "permitted"])
            _spec["process"]!["capabilities"]![set]!.AsArray().Add("CAP_MKNOD");
        var mounts = _spec["mounts"]!.AsArray();
        if (image.ShowsItsDev)
            mounts.Where(mount => ((string)mount!["destination"]!).StartsWith("/dev", StringComparison.Ordinal)).ToList().ForEach(mount => mounts.Remove(mount));
        mounts.Add(new JsonObject { ["destination"] = "/volume", ["type"] = "bind", ["source"] = image.Volume, ["options"] = new JsonArray("rbind", "rw") });
        Ask();
        Save();
    }

    public string Path { get; }

    private string ConfigFile => System.IO.Path.Combine(Path, "config.json");

    /// <summary>Adds variables, which an image can do.</summary>
    public void AddEnv(params string[] variables)
    {
        foreach (var variable in variables)
            _spec["process"]!["env"]!.AsArray().Add(variable);
        Save();
    }

    /// <summary>Adds an annotation.</summary>
    public void Annotate(string name, string value)
    {
        _spec["annotations"] ??= new JsonObject();
        _spec["annotations"]![name] = value;
        Save();
    }

    /// <summary>Adds a hook that runs a program without an env of its own.</summary>
    public void AddBareHook(string stage, string program, params string[] args)
    {
        _spec["hooks"] ??= new JsonObject();
        _spec["hooks"]![stage] ??= new JsonArray();
        _spec["hooks"]![stage]!.AsArray().Add(new JsonObject { ["path"] = program, ["args"] = new JsonArray([.. args.Select(arg => JsonValue.Create(arg))]) });
        Save();
    }

    /// <summary>Runs it; whatever does not end within a minute is killed, which exit status 137 tells.</summary>
    public ProgramRun Run() => Bounded(_machine, _way == Way.Config ? BuiltPrograms.Runtime : "runc", "run", "--bundle", Path, _id);

    /// <summary>Runs a program of the machine with the same bound.</summary>
    public static ProgramRun Bounded(TestMachine machine, string program, params string[] words) =>
        ProgramRun.Run("timeout", ["-s", "KILL", "60", program, .. words], machine.Variables);

    private void Ask()
    {
        switch (_way)
        {
            case Way.PrestartHook:
                AddEnv("NVIDIA_VISIBLE_DEVICES=0");
                AddHook("prestart", "nvidia-container-runtime-hook", "prestart");
                break;
            case Way.CreateRuntimeHook:
                Annotate("ten.ai/gpu-mem", "4Gi");
                AddHook("createRuntime", "coaster-hook", "createRuntime");
                break;
            default:
                Annotate("ten.ai/gpu-mem", "4Gi");
                break;
        }
    }

    private void AddHook(string stage, params string[] args)
    {
        AddBareHook(stage, BuiltPrograms.Runtime, args);
        var env = _machine.Variables.Select(variable => $"{variable.Name}={variable.Value}").Append("COASTER_HOOK=podman").Append("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
        _spec["hooks"]![stage]![0]!["env"] = new JsonArray([.. env.Select(variable => JsonValue.Create(variable))]);
    }

    private void Save() => File.WriteAllText(ConfigFile, _spec.ToJsonString());
}
