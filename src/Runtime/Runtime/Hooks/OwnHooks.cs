using Coaster.Oci;

namespace Coaster.Runtime.Hooks;

/// <summary>The hooks by which this program is called again during a container's life.</summary>
internal static class OwnHooks
{
    private static OwnHook Hook => OwnHook.OfProcess(Environment.ProcessPath ?? throw new IOException("/proc/self/exe cannot be read"));

    internal static OciHook At(HookStage stage, string door) => Hook.At(stage, door);
}
