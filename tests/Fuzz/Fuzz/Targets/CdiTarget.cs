using System.Text;
using Coaster.Cdi;
using Coaster.Fuzz.Inputs;
using Coaster.GpuModel;

namespace Coaster.Fuzz.Targets;

/// <summary>Specifications of the Container Device Interface: loaded from their folder, and every device of them resolved.</summary>
internal static class CdiTarget
{
    private const string JsonSeed = """
        {"cdiVersion":"0.7.0","kind":"nvidia.com/gpu","annotations":{"a.b/c":"d"},"devices":[
        {"name":"0","containerEdits":{"deviceNodes":[{"path":"/dev/nvidia0","hostPath":"/dev/null","type":"c","major":195,"minor":0,"permissions":"rw","fileMode":438,"uid":0,"gid":0}]}},
        {"name":"all","annotations":{"x":"y"},"containerEdits":{"env":["A=b"],"additionalGids":[44],"intelRdt":{"closID":"c","l3CacheSchema":"L3:0=f","memBwSchema":"MB:0=10"}}}],
        "containerEdits":{"env":["NVIDIA_VISIBLE_DEVICES=void"],"deviceNodes":[{"path":"/dev/null"}],
        "mounts":[{"hostPath":"/usr/lib/x","containerPath":"/usr/lib/x","type":"bind","options":["ro","rbind"]}],
        "hooks":[{"hookName":"createContainer","path":"/usr/bin/hook","args":["hook","x"],"env":["A=b"],"timeout":3}]}}
        """;

    private const string YamlSeed = """
        ---
        cdiVersion: 0.5.0
        kind: "nvidia.com/gpu"
        devices:
        - name: "0"
          containerEdits:
            deviceNodes:
            - path: /dev/nvidia0
              hostPath: /dev/null
              fileMode: 0666
        - {name: all, containerEdits: {env: ['A=b', "C=\u0064"]}}
        containerEdits:
          env: [NVIDIA_VISIBLE_DEVICES=void]
          hooks:
          - hookName: createContainer
            path: /usr/bin/nvidia-cdi-hook
            args: [nvidia-cdi-hook, create-symlinks]
          mounts:
          - containerPath: /usr/lib/x
            hostPath: >-
              /usr/lib
            options: [ro, nosuid]
        """;

    private static readonly string[] Names =
    [
        "cdiVersion", "kind", "annotations", "devices", "name", "containerEdits", "env", "deviceNodes", "path", "hostPath", "type", "major", "minor", "permissions",
        "fileMode", "uid", "gid", "mounts", "containerPath", "options", "hooks", "hookName", "args", "timeout", "additionalGids", "intelRdt", "closID", "netDevices", "hostInterfaceName",
    ];

    private static readonly string[] Texts = ["0.7.0", "1.1.0", "nvidia.com/gpu", "0", "all", "/dev/null", "/dev/zero", "c", "rwm", "A=b", "createRuntime", "ro"];

    public static FuzzTarget Json(Scratch scratch)
    {
        var (mutator, grammar) = (new Mutator([Encoding.UTF8.GetBytes(JsonSeed)], [.. Names, "{", "}", "[", "]", ",", ":", "\"", "null", "\\ud800"]), new JsonGrammar(Names, Texts));
        return new FuzzTarget("cdi-json", random => random.Next(3) == 0 ? grammar.Next(random) : mutator.Next(random), Feeder(scratch.Path("cdi-json/x.json")));
    }

    public static FuzzTarget Yaml(Scratch scratch)
    {
        string[] words = [.. Names.Select(name => $"\n{name}: "), "\n", "\n  ", "\n- ", "? ", ": ", "&a ", "*a", "!!str ", "!x", "|", ">-", "---", "...", "%YAML 1.2", "\t", "{", "}", "[", "]", ",", "'", "\"", "#", "<<: *a", "\\x", "~"];
        var mutator = new Mutator([Encoding.UTF8.GetBytes(YamlSeed), Encoding.UTF8.GetBytes(JsonSeed)], words);
        return new FuzzTarget("cdi-yaml", random => random.Next(4) == 0 ? TextInput.Of(random, words, 60) : mutator.Next(random), Feeder(scratch.Path("cdi-yaml/x.yaml")));
    }

    private static Action<byte[]> Feeder(string file) => input =>
    {
        File.WriteAllBytes(file, input);
        var registry = CdiRegistry.Load([Path.GetDirectoryName(file)!]);
        var names = registry.Devices.Select(device => device.Name.ToString()).ToList();
        if (names.Count == 0)
            throw new CoasterException("no device", registry.Problems.Single().Why, "Correct it");
        registry.Resolve(names);
    };
}
