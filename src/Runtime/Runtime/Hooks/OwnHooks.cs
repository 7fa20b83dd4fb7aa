using Coaster.Ledger;
using Coaster.Oci;

namespace Coaster.Runtime.Hooks;

/// <summary>The hooks by which this program is called again during a container's life.</summary>
internal static class OwnHooks
{
    private static readonly string[] HandedOn = ["COASTER_CONFIG", "COASTER_DRIVER_ROOT"];

    internal static OciHook CreateRuntime(string door) => Of(HookStage.CreateRuntime, HookArguments.CreateRuntime, door);

    internal static OciHook Poststop(string door) => Of(HookStage.Poststop, HookArguments.Poststop, door);

    internal static bool IsOwn(OciHook hook) => hook.Args is [RuntimeNames.Hook, ..];

    /// <summary>The env is a fixed one, so that nothing of the image's comes in its place.</summary>
    private static OciHook Of(HookStage stage, string argument, string door) => new(
        stage,
        Environment.ProcessPath ?? throw new IOException("/proc/self/exe cannot be read"),
        [RuntimeNames.Hook, argument],
        [RuntimeNames.HookVariable + "=" + door, .. HandedOn.Select(Variable).OfType<string>()]);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? $"{name}={value}" : null;
}
