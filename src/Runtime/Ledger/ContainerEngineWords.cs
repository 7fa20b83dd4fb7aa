using Coaster.GpuModel;

namespace Coaster.Ledger;

/// <summary>The stable words for the engines, in the ledger as in what the commands print.</summary>
public static class ContainerEngineWords
{
    /// <summary><c>runc</c> or <c>docker</c>.</summary>
    public static string Word(this ContainerEngine engine) => engine == ContainerEngine.Docker ? "docker" : "runc";

    internal static ContainerEngine Parse(string word) => word switch
    {
        "runc" => ContainerEngine.Runc,
        "docker" => ContainerEngine.Docker,
        _ => throw new CodecException("engine", $"is '{word}', and not runc or docker"),
    };
}
