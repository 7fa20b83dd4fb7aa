using Coaster.Oci;

namespace Coaster.Cdi.Writing;

/// <summary>The program that enters containers into the ledger whose GPUs an engine took from a specification of ours.</summary>
/// <param name="Path">The program, absolute: coaster-runtime.</param>
/// <param name="Variables">What it needs in its env besides the mark of where it is called from, as <c>NAME=value</c>.</param>
public sealed record HookProgram(string Path, IReadOnlyList<string> Variables)
{
    /// <summary>The name by which the program knows that it is a hook.</summary>
    public const string Name = "coaster-hook";

    private const string Mark = "COASTER_HOOK=cdi";
    private static readonly string[] Passed = ["COASTER_DRIVER_ROOT", "COASTER_CONFIG"];

    /// <summary>The program with the settings of this process.</summary>
    /// <param name="path">The program.</param>
    public static HookProgram OfProcess(string path) => new(System.IO.Path.GetFullPath(path),
    [
        .. from name in Passed
           let value = Environment.GetEnvironmentVariable(name)
           where !string.IsNullOrEmpty(value)
           select $"{name}={System.IO.Path.GetFullPath(value)}",
    ]);

    /// <summary>One hook to take the GPUs when the container is made, and one to give them back when it is gone.</summary>
    internal IReadOnlyList<OciHook> Hooks => [Hook(HookStage.CreateRuntime), Hook(HookStage.Poststop)];

    private OciHook Hook(HookStage stage) => new(stage, Path, [Name, stage.Word()], [Mark, .. Variables]);
}
