namespace Coaster.Cdi.Writing;

/// <summary>The kinds under which the machine's GPUs are offered.</summary>
public static class GpuKind
{
    /// <summary>NVIDIA's, which engines ask for when they are told <c>--gpus</c>.</summary>
    public const string Nvidia = "nvidia.com/gpu";

    /// <summary>Ours, which nobody else writes.</summary>
    public const string Own = "ten.ai/gpu";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Own, Nvidia];

    /// <summary>The name of our file of that kind, as the reference library would name it.</summary>
    public static string FileName(string kind) => kind.Replace('/', '-') + ".json";
}
