using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>Pods whose containers use the GPUs that they get, until they are deleted.</summary>
internal static class PodShape
{
    /// <summary>Takes a little of each GPU, and stays.</summary>
    private const string Script = """
        i=0
        for gpu in /dev/nvidia[0-9]*; do gpu-workload --device $i --mem 16 --seconds 1000000 & i=$((i+1)); done
        wait
        """;

    private const string InitScript = "gpu-workload --device 0 --mem 16 --seconds 1 && ls /dev/nvidia[0-9]* > /dev/termination-log";

    public static V1Pod Of(string name, IReadOnlyDictionary<string, string> limits) => Of(name, Container("main", limits));

    public static V1Pod Of(string name, params V1Container[] containers) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec { Containers = containers },
    };

    /// <summary>A pod whose first container ends before the other starts, and tells of the GPUs that it saw.</summary>
    public static V1Pod WithInit(string name, IReadOnlyDictionary<string, string> limits) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec { InitContainers = [Container("init", limits, InitScript)], Containers = [Container("main", limits)] },
    };

    public static V1Container Container(string name, IReadOnlyDictionary<string, string> limits, string script = Script) => new()
    {
        Name = name,
        Image = GpuNode.Image,
        ImagePullPolicy = "Never",
        Command = ["sh", "-c", script],
        Resources = new V1ResourceRequirements { Limits = limits },
    };

    public static IReadOnlyDictionary<string, string> Share(int memory, int core) => core == 0
        ? new Dictionary<string, string> { [ResourceNames.Memory] = $"{memory}" }
        : new Dictionary<string, string> { [ResourceNames.Memory] = $"{memory}", [ResourceNames.Core] = $"{core}" };
}
